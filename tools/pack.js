"use strict";

/*
 * Packs packages of this repository as they are published: `node tools/pack.js DESTINATION [FOLDER...]`, both packages
 * when no folder is named. npm would put package.json into the tarball as it stands, with scripts and settings that work in
 * this repository only.
 */

const { execFileSync } = require("node:child_process");
const { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");

const repository = resolve(__dirname, "..");

/** Fields of package.json that only this repository reads. */
const development = ["scripts", "devDependencies", "overrides", "workspaces"];

function pack(folder, destination) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const published = Object.entries(manifest).filter(([field]) => !development.includes(field));
  const staged = mkdtempSync(join(tmpdir(), "partner-admin-link-pack-"));
  try {
    for (const entry of [...manifest.files, "LICENSE", "README.md"])
      cpSync(join(folder, entry), join(staged, entry), { recursive: true });
    writeFileSync(join(staged, "package.json"), `${JSON.stringify(Object.fromEntries(published), null, 2)}\n`);
    execFileSync("npm", ["pack", "--silent", "--pack-destination", destination], { cwd: staged, stdio: "inherit" });
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

const [destination, ...folders] = process.argv.slice(2).map((path) => resolve(path));
if (destination === undefined) {
  console.error("Usage: node tools/pack.js DESTINATION [FOLDER...]");
  process.exit(1);
}
mkdirSync(destination, { recursive: true });
for (const folder of folders.length > 0 ? folders : [repository, join(repository, "emulator")])
  pack(folder, destination);

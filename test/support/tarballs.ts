import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const repository = resolve(__dirname, "../..");

/** The part of a package.json that tests of a package read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}

/** A folder outside the repository, so that nothing in it is found by looking upwards. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "partner-admin-link-")));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * The tarball of a package of this repository: packed now from its build, or, with `PAL_TARBALLS` set, the file of that
 * folder, so that a release can check the very files it is about to publish.
 */
export async function tarballOf(folder: string, destination: string): Promise<string> {
  const { name, version } = await readManifest(folder);
  const fileName = `${name}-${version}.tgz`;
  const ready = process.env["PAL_TARBALLS"];
  if (ready !== undefined) return join(ready, fileName);
  await run(process.execPath, [join(repository, "tools/pack.js"), destination, folder]);
  return join(destination, fileName);
}

/** Unpacks a tarball the way npm installs it; afterwards `folder` holds the package.json. */
export async function unpack(tarball: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", folder, "--strip-components", "1"]);
}

/** Paths of all files below a folder, with forward slashes, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Type token of the resource. Part of the state format: never change it. */
export const linkType = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";

/**
 * The text that state keeps as `__provider`: it loads whatever version of this package is installed beside the
 * program, or beside the SDK where the package is only an indirect dependency. Part of the state format: never change it.
 */
export const providerPointer = `const { createRequire } = require("module");
const name = "pulumi-partner-admin-link";
let found;
for (const from of [process.cwd() + "/", process.argv[1]]) {
  try { found = createRequire(from)(name + "/runtime"); break; }
  catch (e) { if (e.code !== "MODULE_NOT_FOUND" || !e.message.includes(name + "/runtime")) throw e; }
}
if (!found) throw Object.assign(new Error("npm package " + name + " is not installed: run npm install " + name + " in " + process.cwd()), { stack: "" });
exports.handler = () => found.provider;
`;

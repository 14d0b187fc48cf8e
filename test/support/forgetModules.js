"use strict";

const azure = /[\\/]node_modules[\\/]@azure[\\/]/;

/** What a managed identity comes from is settled once a process, by whoever asks first. */
function hasSettledIdentity() {
  const msal = Object.values(require.cache).find(({ exports }) => exports?.ManagedIdentityApplication !== undefined);
  return msal?.exports.ManagedIdentityApplication.nodeStorage !== undefined;
}

/** Has the files of this kind, and whatever of Azure's SDKs remembers an earlier sign-in, loaded anew when they are asked for next. */
module.exports = function forgetModules(isForgotten) {
  const isSettled = hasSettledIdentity();
  for (const file of Object.keys(require.cache)) {
    if (isForgotten(file) || (isSettled && azure.test(file))) delete require.cache[file];
  }
};

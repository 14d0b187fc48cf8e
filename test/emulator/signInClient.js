"use strict";

// Signs in by a class of @azure/identity as the environment says, and prints the token's claims, or the error, as JSON.
// Arguments: the class, a scope, and options for its constructor as JSON.
const identity = require("@azure/identity");

function credentialOf(name, given, env) {
  const options = { disableInstanceDiscovery: true, retryOptions: { maxRetries: 0 }, ...given };
  if (name === "AzurePipelinesCredential") {
    return new identity.AzurePipelinesCredential(
      env.AZURESUBSCRIPTION_TENANT_ID,
      env.AZURESUBSCRIPTION_CLIENT_ID,
      env.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID,
      env.SYSTEM_ACCESSTOKEN,
      options,
    );
  }
  return new identity[name](options);
}

async function run(name, scope, options) {
  try {
    const { token } = await credentialOf(name, JSON.parse(options), process.env).getToken(scope);
    return { claims: JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString("utf8")) };
  } catch (error) {
    return { error: { name: error.name, message: error.message } };
  }
}

run(...process.argv.slice(2)).then((result) => {
  process.stdout.write(JSON.stringify(result));
});

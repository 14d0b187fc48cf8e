"use strict";

/** Packages published as ES modules only: Jest on Node 20 can load them as CommonJS alone. */
const esModulesOnly = ["jose", "uuid"];

const seconds = 1000;

/** Whether the Pulumi CLI on PATH is to be used. */
const isOnCli = process.env.PAL_E2E_ENGINE === "cli" || process.env.PAL_E2E_RECORD === "1";

/** Whether a browser is to be looked for. */
const isInBrowser = process.env.PAL_BROWSER === "1";

function tier(name, tierTimeout) {
  return {
    displayName: name,
    rootDir: __dirname,
    testEnvironment: "node",
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    globals: { tierTimeout },
    setupFilesAfterEnv: ["<rootDir>/test/support/timeout.js"],
    modulePathIgnorePatterns: ["<rootDir>/build/"],
    // A dynamic import in TypeScript names the built file; the source stands in for it where that is what a test loads.
    moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": ["$1.js", "$1.ts"] },
    transform: {
      "^.+\\.[cm]?[jt]s$": [
        "@swc/jest",
        {
          jsc: { parser: { syntax: "typescript" }, target: "es2022" },
          module: { type: "commonjs" },
          sourceMaps: "inline",
        },
      ],
    },
    transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join("|")})/)`],
  };
}

/** Decisions are covered whole; what talks to Azure runs in processes of its own, in tiers that are not counted. */
function coverageThreshold() {
  const decisions = [
    "check",
    "create",
    "declaration",
    "delete",
    "diff",
    "identityChange",
    "linkState",
    "messages",
    "plan",
    "propagation",
    "refusals",
    "run",
    "session",
    "update",
    "validate",
    "wire",
  ];
  const whole = { branches: 100, functions: 100, lines: 100 };
  return {
    ...Object.fromEntries(decisions.map((name) => [`./provider/runtime/${name}.ts`, whole])),
    // What a plan and a confirmed write rule out is asked once more there, for the types' sake.
    "./provider/runtime/read.ts": { ...whole, branches: 94 },
    "./provider/runtime/write.ts": { ...whole, branches: 95 },
    "./provider/azure/identity.ts": whole,
    "./provider/azure/settings.ts": { branches: 95 },
    "./provider/azure/methods.ts": { branches: 90 },
    "./provider/azure/clouds.ts": { branches: 85 },
  };
}

module.exports = {
  maxWorkers: 2,
  cacheDirectory: "<rootDir>/build/jest",
  coverageDirectory: "<rootDir>/build/coverage",
  coverageReporters: ["text", "html"],
  collectCoverageFrom: ["provider/**/*.ts"],
  coverageThreshold: coverageThreshold(),
  projects: [
    tier("unit", 5 * seconds),
    tier("emulator", 15 * seconds),
    tier("recognition", 15 * seconds),
    // The acceptance for a real tenant (npm run test:azure), run against the emulator.
    tier("azure", 60 * seconds),
    tier("callbacks", 30 * seconds),
    tier("faults", 120 * seconds),
    tier("examples", 240 * seconds),
    tier("e2e", 120 * seconds),
    // What only a real engine has: kills, interruptions, two engines at once, files of the CLI.
    ...(isOnCli ? [tier("cli", 120 * seconds)] : []),
    tier("model", 300 * seconds),
    tier("package", 300 * seconds),
    // The report's page, in a Chromium that the machine must have.
    ...(isInBrowser ? [tier("browser", 120 * seconds)] : []),
  ],
};

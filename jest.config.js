"use strict";

/** Packages published as ES modules only: Jest on Node 20 can load them as CommonJS alone. */
const esModulesOnly = ["jose", "uuid"];

const seconds = 1000;

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

module.exports = {
  maxWorkers: 2,
  cacheDirectory: "<rootDir>/build/jest",
  coverageDirectory: "<rootDir>/build/coverage",
  coverageReporters: ["text", "html"],
  collectCoverageFrom: ["provider/{azure,runtime}/**/*.ts"],
  projects: [
    tier("unit", 5 * seconds),
    tier("emulator", 15 * seconds),
    tier("engine", 120 * seconds),
    tier("e2e", 120 * seconds),
    tier("package", 300 * seconds),
  ],
};

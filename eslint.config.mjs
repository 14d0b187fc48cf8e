import jest from "eslint-plugin-jest";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Long files hide decisions; a file that grows past this wants to be two. */
const fileLength = ["error", { max: 250, skipBlankLines: true, skipComments: true }];

const typed = {
  files: ["**/*.ts"],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    eqeqeq: "error",
    "max-lines": fileLength,
    "@typescript-eslint/consistent-type-exports": "error",
    // `typeof import("…")` is the type of a module that is loaded late.
    "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
    // `return await say(…)` ends a function that returns nothing in one line.
    "@typescript-eslint/no-confusing-void-expression": "off",
    // Port numbers, statuses and counters read well in messages as they are.
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    // What is loaded late is loaded by require: Jest runs no import() without a flag.
    "@typescript-eslint/no-require-imports": [
      "error",
      {
        allow: [
          "^@azure/",
          "^node-forge$",
          "^(cli-table3|string-width)$",
          "/(lookUpLink|observeAhead|readyToAsk|findImportFile|importCustomers|initProject|summaryText|recognitionFunctions|runReport)$",
        ],
      },
    ],
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  },
};

/** A callback reads its property bags once and writes them once: nothing between knows their keys. */
const runtime = {
  files: ["provider/runtime/*.ts"],
  ignores: ["declaration", "linkState", "validate"].map((name) => `provider/runtime/${name}.ts`),
  rules: {
    "no-restricted-syntax": [
      "error",
      {
        selector: "MemberExpression[computed=true] > Literal.property[raw=/^[\"']/]",
        message: "Read properties in declaration.ts or linkState.ts.",
      },
      {
        selector: 'ImportSpecifier[imported.name="Properties"]',
        message: "Take a Declaration or a State; property bags end in declaration.ts and linkState.ts.",
      },
      {
        selector: "Property > Identifier.key[name=/^__/]",
        message: "Hidden keys belong in declaration.ts and linkState.ts.",
      },
    ],
  },
};

const sharedTypes = ["access/types", "behaviour", "faults", "operations", "options", "signInMethods", "types"];

/** What the emulator's files share imports nothing else of theirs: no cycle can go through it, one of types included. */
const emulatorTypes = {
  files: sharedTypes.map((name) => `emulator/azure/${name}.ts`),
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^\\.\\.|^\\./(?!(${sharedTypes.join("|")})$)`,
            message: `Import only ${sharedTypes.join(", ")}, or move the type to one of them.`,
          },
        ],
      },
    ],
  },
};

const tests = {
  files: ["test/**/*.ts"],
  ignores: ["test/support/**"],
  extends: [jest.configs["flat/recommended"], jest.configs["flat/style"]],
  rules: {
    "jest/consistent-test-it": ["error", { fn: "it" }],
    // Assertions shared by several tests live in functions named expect…
    "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],
    "jest/prefer-strict-equal": "off",
    "jest/require-top-level-describe": "error",
    "jest/no-conditional-in-test": "error",
  },
};

const scripts = {
  files: ["**/*.js", "**/*.mjs"],
  extends: [tseslint.configs.recommended],
  rules: { "max-lines": fileLength },
};

const commonJs = {
  files: ["**/*.js"],
  languageOptions: { sourceType: "commonjs" },
  rules: { "@typescript-eslint/no-require-imports": "off" },
};

export default defineConfig(
  globalIgnores(["dist/", "emulator/dist/", "build/", "coverage/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true } },
  typed,
  runtime,
  emulatorTypes,
  tests,
  scripts,
  commonJs,
);

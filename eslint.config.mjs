import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What each folder of src may not import: the direction of the house, see CONTRIBUTING.md. */
const walls = {
  commands: ["vscode", "node:*", "@azure/*", "../*", "!../reports"],
  reports: ["vscode", "node:*", "@azure/*", "../*"],
  records: ["vscode", "node:*", "@azure/*", "../*", "!../reports", "!../reports/*", "!../query", "!../query/*"],
  query: ["vscode", "node:*", "@azure/*", "../*", "!../reports", "!../reports/*"],
  summary: [
    "vscode",
    "node:*",
    "@azure/*",
    "../*",
    "!../reports",
    "!../reports/*",
    "!../query",
    "!../query/*",
    "!../records",
    "!../records/*",
    "!../results",
    "../results/*",
    "!../results/rows.ts",
    "!../results/measures.ts",
    "!../results/texts",
    "../results/texts/*",
    "!../results/texts/markdown.ts",
  ],
  network: ["vscode", "@azure/*", "../*"],
  sources: [
    "vscode",
    "@azure/*",
    "**/auth/**",
    "**/host/**",
    "**/sessions/**",
    "**/run/**",
    "**/results/**",
    "**/demo/**",
    "**/protocol/**",
  ],
  run: [
    "vscode",
    "@azure/*",
    "**/auth/**",
    "**/host/**",
    "**/sessions/**",
    "**/sources/**",
    "!**/sources/source.ts",
    "!**/sources/errors.ts",
    "**/results/**",
    "!**/results/rows.ts",
    "**/demo/**",
    "**/protocol/**",
  ],
  results: [
    "vscode",
    "@azure/*",
    "**/auth/**",
    "**/host/**",
    "**/sessions/**",
    "**/sources/**",
    "**/run/**",
    "**/demo/**",
    "**/protocol/**",
  ],
  sessions: ["vscode", "@azure/*", "**/auth/**", "!**/auth/connection.ts", "**/host/**", "**/demo/**"],
  auth: ["vscode", "**/sources/**", "**/host/**", "**/sessions/**", "**/run/**", "**/results/**", "**/demo/**"],
  demo: ["vscode", "@azure/*", "**/auth/**", "**/host/**", "**/sessions/**", "**/sources/**", "**/run/**", "**/results/**"],
  webview: [
    "vscode",
    "node:*",
    "@azure/*",
    "**/host/**",
    "**/sessions/**",
    "**/auth/**",
    "**/sources/**",
    "**/run/**",
    "**/results/**",
    "**/demo/**",
  ],
};
/** The same of a file in a folder of the folder: what is beside that is its own. */
const fromBelow = (pattern) => pattern.replace(/^(!?)\.\.\//, "$1../../");
/** Entry points that take what callers from before know of Graph: what else each of them may import. */
const doors = {
  "src/run/overGraph.ts": walls.run.filter((pattern) => pattern !== "**/sources/**"),
  "src/results/results.ts": walls.results.filter((pattern) => pattern !== "**/sources/**"),
};
/** Who reads what is Graph's of a report and of its fields: its source, the demo tenant that plays it, what permissions and docs say of it; a cloud's `graph` is its host. */
const readersOfGraph = [
  "src/sources/graph/**",
  "src/demo/**",
  "src/sources/errorSentence.ts",
  "src/auth/**",
  "src/host/connections/signInWizard.ts",
  "src/reports/contributions.ts",
  "src/reports/recordSchema.ts",
  // Begins with the fields of another report.
  "src/reports/customSecurityAttributeAudits.ts",
  // Addresses of Graph that somebody pastes.
  "src/query/graphUrl.ts",
  // Graph Explorer's address.
  "src/records/portalLinks.ts",
];
const graphMembers = ["MemberExpression[property.name='graph']", "ObjectPattern > Property[key.name='graph']"].map((selector) => ({
  selector,
  message: "what is Graph's of a report is for src/sources/graph: ask a source, or that folder",
}));
const fleetingQuestion = {
  selector: "CallExpression[callee.property.name=/^show(QuickPick|InputBox)$/]:not(:has(Property[key.name='ignoreFocusOut']))",
  message: "with ignoreFocusOut: a grid gets the focus back late, from the palette or a question before, and would close this one",
};
const nobody = ["**/test/**", "**/extension.ts"];

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "test/host/", "test-output/", ".vscode-test/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: [...nobody, "**/webview/**"], message: "nothing in src imports this" }] }],
    },
  },
  ...[
    ...Object.entries(walls).map(([folder, group]) => ({ folder, files: [`src/${folder}/**/*.ts`], group })),
    ...Object.entries(walls).map(([folder, group]) => ({ folder, files: [`src/${folder}/*/*.ts`], group: group.map(fromBelow) })),
    ...Object.entries(doors).map(([file, group]) => ({ folder: file, files: [file], group })),
  ].map(({ folder, files, group }) => ({
    files,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group, message: `not from src/${folder}` },
            { group: folder === "webview" ? nobody : [...nobody, "**/webview/**"], message: "nothing in src imports this" },
          ],
        },
      ],
    },
  })),
  {
    files: ["src/**/*.ts"],
    ignores: readersOfGraph,
    rules: { "no-restricted-syntax": ["error", ...graphMembers] },
  },
  {
    files: ["src/host/**/*.ts"],
    ignores: readersOfGraph,
    rules: { "no-restricted-syntax": ["error", ...graphMembers, fleetingQuestion] },
  },
  {
    files: ["**/*.js", "**/*.mjs", "test/**/*.ts"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
      },
    },
    rules: { "no-console": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);

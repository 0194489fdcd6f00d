import { inFile, type Mutation } from "./mutation.ts";

/** Who gets what is served. */
export const SERVED_CONTAINER: readonly Mutation[] = [
  ...inFile("src/serve/container/served-container.ts", [
    [
      "serve-token",
      "what is served needs the token of this start",
      "(shown === hash ? servedAs(",
      "(shown ? servedAs(",
      "src/serve/container/served-container.test.ts",
      "test/security/served-container.test.ts",
    ],
    [
      "serve-allowed",
      "a target that was not named is not served",
      "target === serving.target || targets.includes(target)",
      "target !== undefined",
      "src/serve/container/served-container.test.ts",
      "test/security/served-container.test.ts",
    ],
  ]),
  ...inFile("src/serve/serve-files.ts", [
    [
      "serve-token-ends",
      "a killed serve leaves no token where programs look",
      "pathWhileRunning(this.#at(KEPT_TOKEN))",
      "this.#at(KEPT_TOKEN)",
      "test/security/served-container.test.ts",
    ],
  ]),
];

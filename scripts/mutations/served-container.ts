import { inFile, type Mutation } from "./mutation.ts";

const FORGOTTEN = "test/serve/forgotten.test.ts";
const KEPT_FRESH = "src/serve/kept-fresh.test.ts";

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
  ...inFile("src/serve/serving.ts", [
    [
      "serve-forgets",
      "after a logout nothing is given that was held before",
      "if (this.#parts.isForgotten?.()) for (",
      "if (this.#parts.isForgotten?.() === undefined) for (",
      FORGOTTEN,
    ],
  ]),
  ...inFile("src/serve/kept-fresh.ts", [
    [
      "serve-refused",
      "what settings refuse by now is not given again",
      "if (failure instanceof TargetRefused) this.#held = undefined;",
      "",
      KEPT_FRESH,
    ],
    [
      "serve-forgets-all",
      "nor what was being got when the user signed out",
      "return before === this.#timesForgotten ? credentials :",
      "return before <= this.#timesForgotten ? credentials :",
      KEPT_FRESH,
    ],
    [
      "serve-asks-later",
      "who has signed out is not led to a sign-in",
      "if (!this.#mayAskPerson || this.#isAsking",
      "if (this.#isAsking",
      KEPT_FRESH,
    ],
  ]),
  ...inFile("src/cli/sign-in/forget-held.ts", [
    [
      "logout-tells-serve",
      "a logout is told to what serves",
      'await (await import("../../serve/forgotten-mark.ts")).markForgotten(ownPaths().runtime);',
      "",
      FORGOTTEN,
    ],
  ]),
  ...inFile("src/cli/serve/kept-record.ts", [
    [
      "serve-shown",
      "nothing is served that `serve status` cannot show",
      "if (files.arePlaceless) lost();",
      "if (files.arePlaceless) return;",
      "test/serve/removed-files.test.ts",
    ],
  ]),
  ...inFile("src/cli/serve/session-unit.ts", [
    [
      "service-lines",
      "no name adds a line to a service",
      "for (const text of [...parts.words, parts.target, parts.log]) refuseControls(text);",
      "",
      "src/cli/serve/session-unit.test.ts",
    ],
  ]),
  ...inFile("src/serve/page/custom-role.ts", [
    [
      "serve-page-role",
      "the form takes the ARN of a role only",
      "if (!parseRoleArn(roleArn))",
      "if (false)",
      "src/serve/page/custom-role.test.ts",
      "test/serve/page-api.test.ts",
    ],
  ]),
];

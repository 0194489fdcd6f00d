import { inFile, type Mutation } from "./mutation.ts";

/** How all roles of Identity Center are asked for. */
export const ROLE_LISTS: readonly Mutation[] = [
  ...inFile("src/aws/paced-calls.ts", [
    [
      "pacedCalls-tries",
      "tries have an end",
      'if (error.code === "throttled" ? inARow >= MOST_THROTTLED : tries >= MOST_UNANSWERED) return false;',
      "",
      "src/aws/paced-calls.test.ts",
    ],
    [
      "pacedCalls-jitter",
      "tries are spread",
      "longest * (0.5 + this.#tools.random() / 2)",
      "longest",
      "src/aws/paced-calls.test.ts",
    ],
    [
      "pacedCalls-lost",
      "no throttled call is lost",
      'error.code === "throttled" ? inARow >= MOST_THROTTLED : tries >= MOST_UNANSWERED',
      "tries >= MOST_UNANSWERED",
      "src/aws/paced-calls.test.ts",
    ],
  ]),
  ...inFile("src/aws/concurrency-limit.ts", [
    [
      "concurrencyLimit-halved",
      "fewer calls run at once after a refusal",
      "this.#most = Math.max(1, this.#most / 2);",
      "",
      "src/aws/paced-calls.test.ts",
    ],
    [
      "concurrencyLimit-doubled",
      "calls at once double while none is refused",
      "(this.#isDoubling ? 1 : 1 / this.#most)",
      "1 / this.#most",
      "src/aws/paced-calls.test.ts",
    ],
  ]),
];

import { inFile, type Mutation } from "./mutation.ts";

const PROCESS_TEST = "src/sources/credential-process/credential-process.test.ts";
const SURROUNDINGS_TEST = "test/agent/command-surroundings.test.ts";

/** Commands that profiles name: whose keys they print, for whom, and that they do not wait for each other. */
export const COMMANDS: readonly Mutation[] = [
  ...inFile("src/sources/credential-process/credential-process.ts", [
    [
      "command-users-keys",
      "an IAM user's keys are not given to programs",
      "if (!credentials.sessionToken) return usersKeys(",
      "if (credentials.sessionToken === null) return usersKeys(",
      PROCESS_TEST,
    ],
    [
      "command-ended",
      "what a command prints has not expired",
      "refuseEnded(credentials, giver, tools.clock);",
      "",
      PROCESS_TEST,
    ],
    ["command-half-a-key", "a temporary key has its token", "if (problem) throw cannot(problem);", "", PROCESS_TEST],
    [
      "command-code-unused",
      "a code that has no effect is refused",
      "refuseUsersFlags(tools.request,",
      "((..._: unknown[]) => {})(tools.request,",
      PROCESS_TEST,
    ],
  ]),
  ...inFile("src/sources/long-term-keys/session-token.ts", [
    [
      "session-outlives-keys",
      "a session ends with the keys it is from",
      "const credentials = noLongerThan(keys, session);",
      "const credentials = session;",
      PROCESS_TEST,
    ],
  ]),
  ...inFile("src/sources/credential-server/lend-credentials.ts", [
    [
      "server-long-term-keys",
      "no server gives programs long-term keys",
      "if (problem) throw cannot(problem);",
      "",
      "test/sign-in/credential-server.test.ts",
    ],
  ]),
  ...inFile("src/broker/vend.ts", [
    [
      "source-ended",
      "what a source gives has not expired",
      "refuseEnded(first, kindOf(target.source).giver(target.source), tools.clock);",
      "",
      "src/broker/vend.test.ts",
    ],
  ]),
  ...inFile("src/base/timestamp.ts", [
    [
      "time-without-zone",
      "a time without a zone is no time",
      "(z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$/i",
      "(z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?$/i",
      "src/base/timestamp.test.ts",
    ],
  ]),
  ...inFile("src/targets/kinds/credential-process.ts", [
    [
      "command-elsewhere",
      "what a command prints is for who asks from the same surroundings",
      "[source.command, placeOf(source), ",
      "[source.command, ",
      "src/cache/cache-key.test.ts",
    ],
  ]),
  ...inFile("src/targets/surroundings-key.ts", [
    [
      "command-directory",
      "another directory is another answer",
      "JSON.stringify([directory,",
      "JSON.stringify([",
      "src/targets/surroundings-key.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/surroundings-trace.ts", [
    [
      "program-surroundings",
      "surroundings that are not the same again are not used",
      "surroundingsKey(found) === key ? found : undefined",
      "key ? found : undefined",
      SURROUNDINGS_TEST,
    ],
  ]),
  ...inFile("src/system/shell-output.ts", [
    [
      "command-environment",
      "a command has the variables of who asks",
      "env: environment,",
      "",
      "src/system/shell-output.test.ts",
    ],
  ]),
  ...inFile("src/broker/command-circles.ts", [
    [
      "command-circle",
      "commands that wait for each other are refused",
      "if (circle) {",
      "if (circle && circle.length < 0) {",
      "src/broker/command-circles.test.ts",
    ],
  ]),
  ...inFile("src/sources/running-commands.ts", [
    [
      "command-session",
      "a command without variables is known by its session",
      "this.#bySession.get(sessionOf(pid)) ?? []",
      "[]",
      "test/agent/command-circles.test.ts",
    ],
  ]),
];

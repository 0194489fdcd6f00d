import { inFile, type Mutation } from "./mutation.ts";

/** Whose credentials, for whom, until when. */
export const CREDENTIALS: readonly Mutation[] = [
  ...inFile("src/delivery/environment-variables.ts", [
    [
      "clear-security-token",
      "AWS_SECURITY_TOKEN does not reach the program",
      '"AWS_SECURITY_TOKEN",',
      "",
      "src/delivery/environment-variables.test.ts",
    ],
    [
      "clear-role-arn",
      "AWS_ROLE_ARN does not reach the program",
      '"AWS_ROLE_ARN",',
      "",
      "src/delivery/environment-variables.test.ts",
    ],
    [
      "clear-relative-uri",
      "another container endpoint does not reach the program",
      '"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",',
      "",
      "src/delivery/environment-variables.test.ts",
    ],
    [
      "clear-bearer",
      "an API key does not reach the program",
      '"AWS_BEARER_TOKEN_BEDROCK",',
      "",
      "src/delivery/environment-variables.test.ts",
    ],
  ]),
  ...inFile("src/requests/program-environment.ts", [
    [
      "clear-with-endpoint",
      "`exec` takes the caller's credentials away",
      "\n    ...clearedVariables(),\n    ...containerVariables(endpoint),\n    ...directVariables(request.environment),\n",
      "\n    ...containerVariables(endpoint),\n    ...directVariables(request.environment),\n",
      "test/clients/default-profile.test.ts",
      "test/scenarios.test.ts",
    ],
    [
      "clear-with-keys",
      "`--mode env` takes the caller's credentials away",
      "{ ...clearedVariables(), ...credentialVariables",
      "{ ...credentialVariables",
      "src/requests/program-environment.test.ts",
    ],
  ]),
  ...inFile("src/base/refuse-ended.ts", [
    [
      "refuse-ended",
      "what has ended is refused",
      "if (!expiration || leftMs >= LEAST_LIFE_MS) return;",
      "return;",
      "src/base/refuse-ended.test.ts",
    ],
  ]),
  ...inFile("src/mfa/used-codes.ts", [
    [
      "code-reused",
      "no code is sent twice",
      'if (this.#find(serialNumber, code)) return "code-already-used";',
      "",
      "src/mfa/mfa-devices.test.ts",
    ],
    [
      "code-form",
      "only six digits are sent",
      "const code = mfaCode(text);",
      "const code: string | undefined = text;",
      "src/mfa/mfa-devices.test.ts",
    ],
    [
      "code-stale",
      "what makes no new code is not asked again",
      "timeStep(used.at) < timeStep(this.#now())",
      "false",
      "src/mfa/code-tries.test.ts",
    ],
  ]),
  ...inFile("src/mfa/code-tries.ts", [
    [
      "code-tries",
      "after three wrong codes it is over",
      "this.#sent >= MOST_SENT[needs] || ",
      "",
      "src/mfa/mfa-devices.test.ts",
    ],
  ]),
  ...inFile("src/mfa/mfa-devices.ts", [
    [
      "code-queue",
      "one code at a time for each device",
      "this.#queues.set(serialNumber, done);",
      "",
      "src/mfa/mfa-devices.test.ts",
    ],
  ]),
  ...inFile("src/conversation/asker.ts", [
    [
      "question-ends",
      "an unanswered question ends",
      "if (why) this.#leave(why);",
      "",
      "src/conversation/asker.test.ts",
    ],
    [
      "question-of-one-gone",
      "a command that is gone is not asked any more",
      "AbortSignal.any([signal, this.#over.signal])",
      "signal",
      "src/conversation/asker.test.ts",
    ],
  ]),
  ...inFile("src/mfa/race.ts", [
    [
      "question-taken-back",
      "who was asked in vain is told",
      "this.#stop.abort();\n    this.#end.resolve(verdict.accepted);",
      "this.#end.resolve(verdict.accepted);",
      "src/mfa/race.test.ts",
    ],
    [
      "race-without-commands",
      "nothing is tried again when no command waits",
      "if (!this.#isWaitedFor() && !this.#sending)",
      "if (false)",
      "src/mfa/race.test.ts",
    ],
  ]),
  ...inFile("src/sources/signed-in.ts", [
    [
      "renew-after-logout",
      "a renewal does not bring back what was signed out of",
      "if (tools.signIns.get(signIn.key) === signIn) tools.signIns.put(next);",
      "tools.signIns.put(next);",
      "src/sources/renewed-sign-in.test.ts",
    ],
    [
      "new-sign-in-clears",
      "credentials of the last sign-in are forgotten",
      "cache.clearOf(signIn.key);",
      "",
      "src/sources/signed-in.test.ts",
      "test/sign-in/when-needed.test.ts",
      "test/sign-in/one-page.test.ts",
      "test/sign-in/identity-center.test.ts",
    ],
    [
      "sign-in-kept",
      "one refusal does not end a sign-in that can be renewed",
      'const isGood = how === "renewed" && refused.renewable;',
      "const isGood = false;",
      "src/sources/signed-in.test.ts",
    ],
    [
      "sign-in-once",
      "a refused new sign-in is not tried for ever",
      'if (found.how === "new") throw refusedAgain(source);',
      "",
      "src/sources/signed-in.test.ts",
    ],
  ]),
  ...inFile("src/system/shell-output.ts", [
    [
      "stderr-of-command",
      "standard error of a command is thrown away",
      'errors === "kept" ? "pipe" : "ignore"',
      'errors === "kept" ? "pipe" : "inherit"',
      "src/system/shell-output.test.ts",
    ],
    [
      "command-time",
      "a command of the files has an end",
      'timeUp.resolve("time-up")',
      "undefined",
      "src/sources/credential-process/credential-process.test.ts",
    ],
    [
      "command-output",
      "a command of the files cannot fill the agent",
      'if (output.length > MAX_OUTPUT_BYTES) throw cannot("it printed far more than credentials");',
      "",
      "src/sources/credential-process/credential-process.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/kill-group.ts", [
    [
      "command-group",
      "what a command has started ends with it",
      "process.kill(-pid,",
      "process.kill(pid,",
      "src/sources/credential-process/credential-process.test.ts",
    ],
  ]),
];

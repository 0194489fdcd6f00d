import { inFile, type Mutation } from "./mutation.ts";

/** How processes with secrets keep others from their memory. */
export const HARDENING: readonly Mutation[] = [
  ...inFile("src/system/processes/hardening.ts", [
    [
      "umask",
      "files of the agent are closed to others",
      "process.umask(PRIVATE);",
      "",
      "test/system/hardening.test.ts",
    ],
    [
      "core-dumps",
      "no core dumps",
      "c().setrlimit(RLIMIT_CORE, new BigUint64Array(2)) !== 0 &&",
      "false &&",
      "test/system/hardening.test.ts",
    ],
    [
      "dumpable",
      "no debugger attaches to the agent",
      "prctl(PR_SET_DUMPABLE, 0,",
      "prctl(PR_SET_DUMPABLE, 1,",
      "test/system/hardening.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/memory.ts", [
    [
      "mlock",
      "what is mapped already is locked",
      "return linux().mlock2(",
      "return true || linux().mlock2(",
      "test/security/memory.test.ts",
    ],
    [
      "mlock-later",
      "what is mapped later is locked",
      "linux().mlockall(LATER_AS_TOUCHED) === 0",
      "true",
      "test/security/memory.test.ts",
    ],
    [
      "mlock-again",
      "memory is locked again after some was given back",
      "wasLocked && lockMemory()",
      "false",
      "test/security/memory.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/keep-from-dumps.ts", [
    [
      "command-dumps",
      "commands that hold keys leave no dump",
      "linux().prctl(PR_SET_DUMPABLE, 0,",
      "linux().prctl(PR_SET_DUMPABLE, 1,",
      "test/security/other-user/command-memory.test.ts",
    ],
  ]),
];

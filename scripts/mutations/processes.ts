import { inFile, type Mutation } from "./mutation.ts";

/** The agent's process, its files, and the programs it grants credentials to. */
export const PROCESSES: readonly Mutation[] = [
  ...inFile("src/system/processes/executable-of.ts", [
    [
      "executable-owner",
      "a successor belongs to the user or root",
      "(file.uid === ROOT || file.uid === ownUid())",
      "true",
      "src/system/processes/executable-of.test.ts",
    ],
    [
      "executable-mode",
      "no other user can write the successor",
      "(file.mode & WRITABLE_BY_OTHERS) === 0",
      "true",
      "src/system/processes/executable-of.test.ts",
    ],
    [
      "executable-same",
      "the successor is the file that runs",
      "return running.dev === dev && running.ino === ino;",
      "return true;",
      "src/system/processes/executable-of.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/process-watch.ts", [
    [
      "watch-start-time",
      "a pid used again is another process",
      "if (startTimeOf(pid) !== startTime) {",
      "if (startTimeOf(pid) === undefined) {",
      "src/system/processes/process-watch.test.ts",
    ],
    [
      "watch-end",
      "the end of a program is noticed",
      "this.#onExit(pid);",
      "",
      "src/system/processes/process-watch.test.ts",
    ],
  ]),
  {
    name: "directory-link",
    claim: "the runtime directory is no link",
    file: "src/files/private-directory.ts",
    find: "if (isLink(path)) throw",
    replace: "if (false) throw",
    tests: ["src/files/private-directory.test.ts"],
    survives: "it is opened without following links as well; this only makes a better sentence",
  },
  {
    name: "watch-replaced",
    claim: "a process that has ended gives way to a later one of its pid",
    file: "src/system/processes/process-watch.ts",
    find: "if (this.#watched.has(pid)) this.look();",
    replace: "",
    tests: ["src/system/processes/process-watch.test.ts"],
    survives: "the kernel would have to give a pid twice within half a second",
  },
  {
    name: "grant-pid-reuse",
    claim: "a grant restored is for the same process",
    file: "src/agent/grants/grants.ts",
    find: "startTimeOf(grant.pid) === grant.startTime && ",
    replace: "",
    tests: ["src/agent/grants/grants.test.ts"],
    survives: "`watch()` looks at the start time again",
  },
  ...inFile("src/agent/grants/grants.ts", [
    [
      "grant-ends",
      "a grant ends with its program",
      "if (grant.pid === pid) this.#end(grant);",
      "",
      "src/agent/grants/grants.test.ts",
      "test/security/web-page/endpoint.test.ts",
    ],
    [
      "grant-forgotten",
      "the token of an ended grant is worth nothing",
      "this.#byTokenHash.delete(tokenHash);",
      "",
      "src/agent/grants/grants.test.ts",
    ],
    [
      "grant-removed",
      "the files of an ended grant go",
      "this.#files.remove(id);",
      "",
      "src/agent/grants/grants.test.ts",
    ],
    [
      "grant-stop",
      "`agent stop` ends the grants",
      "this.end(this.list());",
      "",
      "src/agent/grants/grants.test.ts",
      "test/agent/life.test.ts",
    ],
    [
      "grant-never-asks",
      "a running program's renewal asks no person",
      'interaction: "never",',
      "",
      "src/agent/grants/grants.test.ts",
    ],
    [
      "grant-code",
      "a code is not kept with the grant",
      "function afterStart({ tokenCode: _, ...request }: CredentialRequest)",
      "function afterStart(request: CredentialRequest)",
      "src/agent/grants/grants.test.ts",
    ],
    [
      "grant-of-shell",
      "what a shell was started with does not end with what it acts as",
      'grant.holder === "shell" && grant.pid === pid',
      "grant.pid === pid",
      "src/agent/grants/grants.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/grant-files.ts", [
    [
      "grant-token-file",
      "a token file that was changed gives no token",
      "return tokenHash(token) === hash",
      "return true",
      "src/agent/grants/grants.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/shell-grant.ts", [
    [
      "grant-foreign-shell",
      "a process gets no grant for a shell that has not started it",
      "const isTheirs = forkedFrom(shell, pid) &&",
      "const isTheirs =",
      "test/security/shell-grants.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/forked-from.ts", [
    [
      "grant-around-shell",
      "a process gets no grant for a program around its shell",
      "if (at <= 1 || !program || programFile(at) !== program) return false;",
      "if (at <= 1) return false;",
      "test/security/shell-grants.test.ts",
    ],
  ]),
  ...inFile("src/agent/hand-over/snapshot.ts", [
    [
      "hand-over-codes",
      "used codes are known to the next agent",
      "mfaDevices.restore(usedCodes);",
      "",
      "src/agent/hand-over/snapshot.test.ts",
    ],
  ]),
  ...inFile("src/agent/hand-over/hand-over.ts", [
    [
      "hand-over-waits",
      "the next agent waits for the end of the one before",
      "while (startTimeOf(predecessor.pid) === predecessor.startTime)",
      "while (false)",
      "test/agent/grants-in-a-restart.test.ts",
    ],
    [
      "hand-over-late",
      "a successor that does not come up is ended",
      'successor.kill("SIGKILL");',
      "",
      "test/agent/version.test.ts",
    ],
  ]),
  ...inFile("src/agent/endpoint/endpoint.ts", [
    [
      "port-lost",
      "tokens are spent when another program has the port",
      "if (lost) this.#endAll(lost);",
      "",
      "test/security/other-user/port.test.ts",
    ],
  ]),
  ...inFile("src/agent/endpoint/supply.ts", [
    [
      "given-expired",
      "what has ended is not given when nothing newer can be had",
      "end > this.#parts.tools.clock.now()",
      "end > 0",
      "src/agent/endpoint/supply.test.ts",
    ],
  ]),
  ...inFile("src/system/agent-environment.ts", [
    [
      "agent-environment",
      "only listed variables reach the agent",
      "rules.some((rule) => rule.test(name))",
      "rules.length > 0",
      "src/system/agent-environment.test.ts",
    ],
  ]),
  ...inFile("src/system/processes/process-terminal.ts", [
    [
      "terminal-owner",
      "another user's terminal is left alone",
      " || stat.uid !== ownUid()",
      "",
      "test/system/process-terminal.test.ts",
    ],
    [
      "terminal-printable",
      "a note cannot act on the terminal",
      "map(printable)",
      "slice()",
      "test/system/process-terminal.test.ts",
    ],
  ]),
];

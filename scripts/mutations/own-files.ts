import { inFile, type Mutation } from "./mutation.ts";

/** The files that the agent keeps, and the way there. */
export const OWN_FILES: readonly Mutation[] = [
  ...inFile("src/files/private-directory.ts", [
    [
      "directory-ways",
      "every directory on the way is root's or ours",
      "if (!problem.missing) throw unsafe(path, problem, elsewhere);",
      "if (!problem.missing) return;",
      "src/files/private-directory.test.ts",
    ],
    [
      "directory-owner",
      "a directory in it is ours",
      "if (uid === ownUid()) return new PrivateDirectory(",
      "if (uid >= 0) return new PrivateDirectory(",
      "src/files/private-directory.test.ts",
    ],
    [
      "directory-open",
      "no other user may look into it",
      "fchmodSync(fd, PRIVATE);",
      "",
      "src/files/private-directory.test.ts",
    ],
    [
      "directory-sticky",
      "a shared directory is refused",
      "if ((mode & STICKY) !== 0)",
      "if (false)",
      "src/files/private-directory.test.ts",
    ],
  ]),
  ...inFile("src/files/safe-path.ts", [
    ["way-owner", "the way is root's or ours", "if (!isTrusted(uid)) {", "if (false) {", "src/files/safe-path.test.ts"],
    [
      "way-all",
      "no other user may write on the way",
      "if ((mode & BY_ALL) !== 0)",
      "if (false)",
      "src/files/safe-path.test.ts",
    ],
    ["way-group", "no group may write on the way", "(mode & BY_GROUP) !== 0", "false", "src/files/safe-path.test.ts"],
    [
      "way-link",
      "what a link leads to is looked at",
      "ahead.unshift(...partsOf(target));",
      "",
      "src/files/safe-path.test.ts",
    ],
    [
      "way-private",
      "a runtime directory is closed to others",
      "(status.mode & OTHERS) === 0",
      "true",
      "src/files/safe-path.test.ts",
      "src/files/own-paths.test.ts",
    ],
  ]),
  ...inFile("src/files/home.ts", [
    [
      "undecoded-path",
      "a path that is not UTF-8 leads to no other directory",
      'if (!path.includes("\\ufffd")) return path;',
      "if (path) return path;",
      "src/files/paths.test.ts",
    ],
  ]),
  ...inFile("src/cli/environment/working-directory.ts", [
    [
      "undecoded-working-directory",
      "a project file of another directory does not count",
      'if (!path.includes("\\ufffd")) return path;',
      "if (path) return path;",
      "test/security/hostile-project/undecoded-paths.test.ts",
    ],
  ]),
  ...inFile("src/files/own-paths.ts", [
    [
      "agent-place",
      "a named socket is not where others can change it",
      "if (!path) refuseUnsafePath(paths.runtime);",
      "",
      "src/files/own-paths.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/read-or-nothing.ts", [
    [
      "grants-link",
      "a grant is not read through a link",
      "O_RDONLY | O_NOFOLLOW | O_NONBLOCK",
      "O_RDONLY",
      "src/agent/grants/grant-files.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/grant-files.ts", [
    [
      "grants-names",
      "only names of ours are read, and removed",
      ".filter(isGrantId)",
      "",
      "src/agent/grants/grant-files.test.ts",
    ],
    [
      "grants-id",
      "a grant is in the folder of its name",
      " && grant.id === id",
      "",
      "src/agent/grants/grant-files.test.ts",
    ],
    [
      "port-form",
      "the port is a number",
      "/^[1-9]\\d{3,4}\\n$/.test(text) && ",
      "",
      "src/agent/grants/grant-files.test.ts",
    ],
  ]),
  ...inFile("src/files/write-private-file.ts", [
    [
      "private-file-mode",
      "a private file is 0600",
      "  mode = 0o600,",
      "  mode = 0o644,",
      "src/files/write-private-file.test.ts",
      "src/files/private-directory.test.ts",
      "src/project-files/trust-store.test.ts",
    ],
    [
      "private-file-kept",
      "a file that is to be kept is kept",
      '"lasting", linkSync',
      '"lasting", renameSync',
      "src/files/write-private-file.test.ts",
    ],
    [
      "private-file-whole",
      "a part of a file is none",
      "writeFileSync(fd, text);",
      "try { writeFileSync(fd, text); } catch {}",
      "src/files/write-private-file.test.ts",
    ],
    [
      "private-file-lasts",
      "a file that must last is on the disk before it is in its place",
      'if (lifetime === "lasting") fsyncSync(fd);',
      "",
      "src/files/write-private-file.test.ts",
    ],
  ]),
  ...inFile("src/persistence/log-file.ts", [
    [
      "log-printable",
      "a log line cannot act on a terminal",
      "map(printable)",
      "slice()",
      "src/persistence/log-file.test.ts",
    ],
    [
      "log-one-event",
      "no text passes for another event",
      'join("\\n    ")',
      'join("\\n")',
      "src/persistence/log-file.test.ts",
    ],
    ["log-mode", "the log is 0600", "O_NONBLOCK, 0o600)", "O_NONBLOCK, 0o644)", "src/persistence/log-file.test.ts"],
  ]),
  ...inFile("src/files/lock.ts", [
    [
      "lock-link",
      "the lock is not opened through a link",
      "O_RDWR | O_CREAT | O_NOFOLLOW",
      "O_RDWR | O_CREAT",
      "src/files/lock.test.ts",
    ],
    [
      "lock-held",
      "one agent at a time",
      'if (outcome === "taken") return undefined;',
      'if (outcome === "taken") return new Lock(fd);',
      "src/files/lock.test.ts",
    ],
  ]),
];

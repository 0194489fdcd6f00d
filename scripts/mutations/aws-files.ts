import { inFile, type Mutation } from "./mutation.ts";

/** What is read of the user's AWS files, and what a program finds in them. */
export const AWS_FILES: readonly Mutation[] = [
  ...inFile("src/delivery/guarded-files/program-files.ts", [
    [
      "second-look",
      "what a program will read is looked at before it starts",
      "  await rivals.refuse(renewed ? [read.config] : [read.config, read.credentials]);\n",
      "",
      "src/delivery/guarded-files/program-files.test.ts",
    ],
    [
      "other-names",
      "Java v1, GDAL and older SDKs are led to the copy",
      "...otherNamesOf(read, { isElsewhere }),",
      "",
      "src/delivery/guarded-files/program-files.test.ts",
    ],
  ]),
  ...inFile("src/delivery/guarded-files/program-files.ts", [
    [
      "paths-written-out",
      "a path with a tilde is no file in the current directory",
      "...wherever(environment, users),",
      "",
      "src/delivery/guarded-files/program-files.test.ts",
    ],
  ]),
  ...inFile("src/cli/environment/environment-changes.ts", [
    [
      "identity-by-form-of-name",
      "variables that name an identity by their form do not reach a program",
      "&& namesIdentity(name)) changes[name]",
      "&& !namesIdentity) changes[name]",
      "src/cli/environment/environment-changes.test.ts",
    ],
    [
      "outer-file-given-up",
      "a program that is started within does not read the file that is kept fresh for the outer one",
      'if (isRenewedCredentials(process.env.AWS_SHARED_CREDENTIALS_FILE ?? ""))',
      'if (isRenewedCredentials(""))',
      "src/cli/environment/environment-changes.test.ts",
      "test/security/renewed-files.test.ts",
    ],
    [
      "java-properties",
      "system properties for Java do not outrank the target",
      "withoutIdentity(options) : options",
      "options : options",
      "src/cli/environment/environment-changes.test.ts",
    ],
  ]),
  ...inFile("src/agent/grants/renewed-files.ts", [
    [
      "refused-file-emptied",
      "credentials of a target that is refused by now are taken out of a program's file",
      "if (error instanceof TargetRefused) this.#empty(grant, kept);",
      "",
      "src/agent/grants/renewed-files.test.ts",
    ],
  ]),
  ...inFile("src/delivery/guarded-files/hide-default.ts", [
    [
      "latin1-reading",
      "a key behind a blank of Latin-1 is hidden",
      "readingsOf(line).some((reading) => isIdentityKey(keyOf(reading)))",
      'isIdentityKey(keyOf(readingsOf(line)[0] ?? ""))',
      "src/delivery/guarded-files/hide-default.test.ts",
    ],
  ]),
  ...inFile("src/delivery/guarded-files/file-sections.ts", [
    [
      "header-as-all-see-it",
      "a header that one SDK overlooks does not make another's keys the default's",
      "header: concernsDefault && !isClear ? plain : line",
      "header: line",
      "src/delivery/guarded-files/hide-default.test.ts",
    ],
    [
      "indented-header",
      "an indented header below the default profile is written as all see it",
      "belowDefault ? CLEAR_BELOW_DEFAULT.test(reading)",
      "belowDefault ? CLEAR.test(reading)",
      "src/delivery/guarded-files/hide-default.test.ts",
    ],
  ]),
  ...inFile("src/delivery/guarded-files/guarded-files.ts", [
    [
      "copies-not-written",
      "who changes a copy hears that it cannot be",
      "mode: 0o400",
      "mode: 0o600",
      "src/delivery/guarded-files/guarded-files.test.ts",
    ],
  ]),
  ...inFile("src/profiles/blanks.ts", [
    [
      "blanks-not-ascii",
      "blanks that are not ASCII hide nothing",
      "String.raw`[\\s\\p{Cc}\\u180E\\u200B\\uFEFF]`",
      "String.raw`[ \\t\\r\\n]`",
      "src/profiles/blanks.test.ts",
    ],
  ]),
  ...inFile("src/profiles/command-text.ts", [
    [
      "whole-command",
      "no half command runs",
      'return { value: lines.join(" ") };',
      'return { value: lines[0] ?? "" };',
      "src/profiles/parse-file.test.ts",
    ],
  ]),
  ...inFile("src/profiles/section.ts", [
    [
      "indented-setting",
      "a setting that only some SDKs see is refused",
      "if (more.some(isLikeSetting)) return",
      "if (more.length > 99) return",
      "src/profiles/unusable-file.test.ts",
    ],
  ]),
  ...inFile("src/cli/environment/request-environment.ts", [
    [
      "users-own-files",
      "actas reads the user's own files within a program",
      "const path = usersOwn(name, value);",
      "const path = value;",
      "test/scenarios.test.ts",
    ],
  ]),
];

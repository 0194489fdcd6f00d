import { inFile, type Mutation } from "./mutation.ts";

const EVERY_OUTPUT = "test/security/hostile-server/every-output.test.ts";
const TRUST = "test/security/hostile-project/trust.test.ts";
const FILE = "src/project-files/project-file.test.ts";

/** What is shown, and what a person was shown before something counts. */
export const OUTPUT: readonly Mutation[] = [
  ...inFile("src/base/printable.ts", [
    ["unseen-controls", "control characters are shown by number", "[\\p{C}", "[", "src/base/printable.test.ts"],
    ["unseen-blanks", "blanks other than the space are shown by number", "\\p{Z}", "", "src/base/printable.test.ts"],
    [
      "unseen-ignorable",
      "fillers and variation selectors are shown by number",
      "\\p{Default_Ignorable_Code_Point}",
      "",
      "src/base/printable.test.ts",
    ],
    ["unseen-braille", "the empty Braille pattern is shown by number", "\\u2800", "", "src/base/printable.test.ts"],
    ["unseen-end", "a space at the end is shown", "| $", "", "src/base/printable.test.ts"],
    [
      "json-escapes",
      "JSON escapes invisible characters",
      "text.replace(eachUnseen(), escapedInJson)",
      "text",
      "src/base/printable.test.ts",
    ],
  ]),
  ...inFile("src/base/errors.ts", [
    [
      "error-printable",
      "an error is printable",
      "super(printable(message)",
      "super(message",
      "src/base/printable.test.ts",
    ],
    ["hint-printable", "a hint is printable", "hints.map(printable)", "hints", "src/base/printable.test.ts"],
  ]),
  ...inFile("src/cli/text/table.ts", [
    ["table-printable", "a cell adds no line", "row.map(printable)", "row", "src/cli/text/table.test.ts"],
  ]),
  ...inFile("src/cli/text/found-roles.ts", [
    [
      "oneline-printable",
      "a role adds no line to the list",
      'printable(role.description ?? "")].filter(Boolean)',
      'role.description ?? ""].filter(Boolean)',
      "src/cli/text/found-roles.test.ts",
    ],
    [
      "role-names-typed",
      "a role is listed as it is typed, and adds no line to the columns",
      "=> [inShell(typedRole(source, name, meanings)), description]",
      "=> [name, description]",
      "src/cli/text/found-roles.test.ts",
    ],
  ]),
  ...inFile("src/system/print.ts", [
    [
      "lines-printable",
      "what is printed line by line cannot act on the terminal, nor add a line",
      "print(printableLines(lines))",
      'print(lines.join("\\n"))',
      EVERY_OUTPUT,
    ],
    ["line-printable", "nor can a single line", "print(printable(line))", "print(line)", EVERY_OUTPUT],
  ]),
  ...inFile("src/cli/picker/choice.ts", [
    [
      "picker-printable",
      "a row of the picker cannot act on the terminal",
      "detail].map(printable)",
      "detail].map(String)",
      EVERY_OUTPUT,
    ],
  ]),
  ...inFile("src/cli/picker/frame.ts", [
    ["picker-note-printable", "a note below the picker neither", "printable(note)", "note", EVERY_OUTPUT],
  ]),
  ...inFile("src/cli/terminal/say.ts", [
    [
      "say-printable",
      "a note cannot act on the terminal",
      "writeMessage(printable(line));",
      "writeMessage(line);",
      EVERY_OUTPUT,
    ],
  ]),
  ...inFile("src/cli/terminal/questions/ask-for-code.ts", [
    ["prompt-printable", "a prompt cannot act on the terminal", "printable(prompt)", "String(prompt)", EVERY_OUTPUT],
  ]),
  ...inFile("src/cli/delivery/export-variables.ts", [
    ["export-controls", "`export` prints no control characters", "refuseControls(environment);", "", EVERY_OUTPUT],
  ]),
  ...inFile("src/cli/target/ask-for-trust.ts", [
    ["trust-asked", "nothing counts before a yes", '=== "yes") return;', '!== "") return;', "test/scenarios.test.ts"],
    ["trust-digest", "another digest is not enough", "!matchesContent(confirmTrust, file)", "false", TRUST],
    [
      "trust-never",
      "`--non-interactive` trusts nothing",
      "if (never) throw",
      "if (false) throw",
      "test/scenarios.test.ts",
    ],
    [
      "trust-reread",
      "the bytes shown are the bytes trusted",
      "saveTrust(directory, file, settings, new Date());",
      'saveTrust(directory, { path: file.path, bytes: (await import("node:fs")).readFileSync(file.path) }, settings, new Date());',
      TRUST,
    ],
    ["trust-hands-over", "the error does not hand the key over", "asks you`]", "asks you`, `with --digest`]", TRUST],
  ]),
  ...inFile("src/cli/commands/trust.ts", [
    [
      "trust-show",
      "the digest is shown on a terminal only",
      "if (!terminal) throw",
      "if (!terminal) print(contentDigest(file)); else if (false) throw",
      TRUST,
    ],
  ]),
  ...inFile("src/cli/target/trusted-settings.ts", [
    [
      "trust-doubt",
      "a file that others may write to is never trusted",
      "if (file.doubt) throw doubtful(file.path, file.doubt);",
      "",
      "test/scenarios.test.ts",
    ],
    [
      "trust-changed",
      "a changed file is asked about again",
      'trust.state === "matched" && isWhatWasNamed',
      'trust.state !== "none"',
      TRUST,
    ],
  ]),
  ...inFile("src/project-files/trust-record.ts", [
    ["record-path", "trust is for a path", "path}\\0\\0", "VERSION}\\0\\0", "src/project-files/trust-store.test.ts"],
    [
      "record-whose",
      "a record is for its own path",
      "if (record?.path !== file.path)",
      "if (!record)",
      "src/project-files/trust-store.test.ts",
    ],
  ]),
  ...inFile("src/project-files/trust-store.ts", [
    [
      "record-directory",
      "the records are closed to others",
      "chmodSync(directory, 0o700);",
      "",
      "src/project-files/trust-store.test.ts",
    ],
  ]),
  ...inFile("src/project-files/project-file-shape.ts", [
    ["file-unseen", "invisible text is refused", "printable(value) === value", "value.length > 0", FILE],
    [
      "file-strict",
      "unknown keys are refused",
      "export const ProjectFileShape = z.strictObject(",
      "export const ProjectFileShape = z.object(",
      FILE,
    ],
  ]),
  ...inFile("src/project-files/find-project-file.ts", [
    [
      "file-link",
      "a link to nowhere does not make way",
      "lstatSync(path, { throwIfNoEntry: false }) !== undefined",
      'require("node:fs").existsSync(path)',
      "src/project-files/find-project-file.test.ts",
    ],
    [
      "file-owner",
      "another user's file is doubted",
      "uid !== ROOT_USER && uid !== process.geteuid?.()",
      "false",
      "src/project-files/find-project-file.test.ts",
    ],
    [
      "file-writable",
      "a file that all may write to is doubted",
      "(mode & WRITABLE_BY_ALL) === 0",
      "true",
      "src/project-files/find-project-file.test.ts",
    ],
    [
      "file-home",
      "nothing above HOME is looked at",
      "if (atHome >= 0) return directories.slice(0, atHome + 1);",
      "",
      "src/project-files/find-project-file.test.ts",
    ],
    [
      "file-size",
      "a file is small enough to be shown",
      "if (stat.size > MAX_BYTES)",
      "if (false)",
      "src/project-files/find-project-file.test.ts",
    ],
  ]),
];

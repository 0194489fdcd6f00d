import { COMMAND_TABLE } from "../src/cli/command-line/command-table.ts";
import { type HelpExample, type HelpItem, type HelpParts, helpParts } from "../src/cli/command-line/help-parts.ts";
import { type HelpSubject, memberSubject, PROGRAM_SUBJECT, subjectOf } from "../src/cli/command-line/help-subject.ts";

interface Release {
  readonly version: string;
  /** The day of the commit, as `2026-11-28`; unknown outside git. */
  readonly day?: string | undefined;
}

/** The characters that roff reads as something else, or shows as another in a font of a terminal. */
const ROFF: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  '"': "\\(dq",
};

/** A page of man(1) for the program, each command and each command of a group, by the name of its file. */
export function manPages(release: Release): ReadonlyMap<string, string> {
  const shown = COMMAND_TABLE.filter(({ heading }) => heading !== undefined);
  const groups = shown.map((entry) => {
    const members = (entry.definition().commands ?? []).map((member) => memberSubject(entry, member));
    return { command: subjectOf(entry), members };
  });
  const commands = groups.map(({ command }) => command);
  return new Map([
    pageOf(PROGRAM_SUBJECT, commands, release),
    ...groups.flatMap(({ command, members }) => [
      pageOf(command, [PROGRAM_SUBJECT, ...members], release),
      ...members.map((member) => pageOf(member, [PROGRAM_SUBJECT, command], release)),
    ]),
  ]);
}

function pageOf(
  subject: HelpSubject,
  related: readonly HelpSubject[],
  { day = "", version }: Release,
): [file: string, page: string] {
  const parts = helpParts(subject);
  const name = nameOf(subject);
  const lines = [
    `.TH "${escaped(name.toUpperCase())}" 1 "${day}" "actas ${version}" "User Commands"`,
    // Neither hyphens nor wide gaps: what stands in the text may be copied.
    ".nh",
    ".ad l",
    ".SH NAME",
    `${escaped(name)} \\- ${escaped(parts.summary.replace(/\.$|`/g, ""))}`,
    ".SH SYNOPSIS",
    `\\fB${escaped(commandOf(subject))}\\fR ${escaped(parts.usage)}`,
    ...(parts.notes.length > 0 ? [".SH DESCRIPTION", ...inSection(parts.notes.flatMap(paragraphs))] : []),
    ".SH OPTIONS",
    ...optionsOf(parts),
    ...(parts.examples.length > 0 ? [".SH EXAMPLES", ...inSection(parts.examples.flatMap(exampleLines))] : []),
    ".SH SEE ALSO",
    [...related.map((other) => `\\fB${escaped(nameOf(other))}\\fR(1)`)].sort().join(",\n"),
  ];
  return [`${name}.1`, `${lines.join("\n")}\n`];
}

/** A section begins without a gap. */
function inSection([first, ...more]: readonly string[]): readonly string[] {
  return first === ".PP" ? more : [first ?? "", ...more];
}

/** `actas list sign-ins`, without other names. */
function commandOf({ path }: HelpSubject): string {
  return path.replace(/\|.*/, "");
}

/** `actas-list-sign-ins`, which `man actas list` and `man actas-list-sign-ins` find. */
function nameOf(subject: HelpSubject): string {
  return commandOf(subject).replaceAll(" ", "-");
}

function optionsOf({ groups }: HelpParts): readonly string[] {
  const items = ([term, description]: HelpItem): readonly string[] => [".TP", termOf(term), prose(description)];
  if (groups.size === 1) return [...groups.values()].flat().flatMap(items);
  return [...groups].flatMap(([heading, members]) => [`.SS ${escaped(heading)}`, ...members.flatMap(items)]);
}

/** `-r, --region <region>`: flags are bold, values slanted. */
function termOf(term: string): string {
  return term
    .split(/(<[^>]*>|, )/)
    .filter(Boolean)
    .map((part) => {
      if (part === ", ") return part;
      return part.startsWith("<") ? `\\fI${escaped(part.slice(1, -1))}\\fR` : `\\fB${escaped(part)}\\fR`;
    })
    .join("");
}

function exampleLines({ command, words }: HelpExample): readonly string[] {
  return [".PP", ...(words ? [`${prose(words)}:`] : []), ".RS 4", ".nf", line(command), ".fi", ".RE"];
}

function paragraphs(text: string): readonly string[] {
  if (!/^ /m.test(text)) return [".PP", prose(text.replace(/\s+/g, " ").trim())];
  const [, before = "", shown = "", after = ""] = /^((?:\S.*\n?)*)((?: .*\n?)+)([\s\S]*)$/.exec(text) ?? [];
  const lines = shown.trimEnd().split("\n").map(line);
  return [
    ".PP",
    ...(before ? [prose(before.replace(/\s+/g, " ").trim())] : []),
    ...[".nf", ...lines, ".fi"],
    ...(after.trim() ? paragraphs(after) : []),
  ];
}

/** Words of ours: what stands in backticks is bold. */
function prose(text: string): string {
  return line(text.replace(/\s+/g, " ")).replace(/\\\(ga(.*?)\\\(ga/g, "\\fB$1\\fR");
}

/** A line that is no request, whatever it begins with. */
function line(text: string): string {
  const safe = escaped(text);
  return /^[. ]/.test(safe) ? `\\&${safe}` : safe;
}

function escaped(text: string): string {
  return text.replace(/[\\'`^~"-]|[^ -~]/gu, (character) => ROFF[character] ?? `\\[u${hexOf(character)}]`);
}

function hexOf(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}

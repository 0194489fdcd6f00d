import { createHash } from "node:crypto";
import { z } from "zod/mini";
import { ActasError } from "../../../base/errors.ts";
import { jsonText } from "../../../base/printable.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import type { EditedFile } from "../../../profiles/edited-file.ts";

const BEGIN = "# actas setup profiles begin ";
const END = "# actas setup profiles end ";

/** A profile that does nothing but run a command. */
export interface GeneratedProfile {
  readonly name: string;
  /** Its `credential_process`. */
  readonly command: string;
}

/** How the profiles of a source are written. */
export interface BlockSettings {
  readonly source: string;
  readonly template: string;
  readonly region?: string | undefined;
}

/** What a begin line says beside that. */
const BeginShape = z.object({
  source: z.string(),
  template: z.string(),
  region: z.optional(z.string()),
  sha256: z.string(),
});

/** The generated profiles of one source, as they stand in the config file between two comments. */
export interface ProfileBlock {
  readonly settings: BlockSettings;
  readonly profiles: readonly GeneratedProfile[];
  /** Whether another program, or a person, has changed it since. */
  readonly isTouched: boolean;
  /** Its first line, and the one after its last; counted from 0. */
  readonly from: number;
  readonly to: number;
}

/**
 * The block of a source, if there is one.
 *
 * @throws {ActasError} `configuration` for a block of which one cannot tell where it ends, or that is there twice
 */
export function blockOf(file: EditedFile, source: string, path: string): ProfileBlock | undefined {
  const { lines } = file;
  const begins = [...lines.entries()].filter(([, line]) => line.startsWith(BEGIN) && beginOf(line)?.source === source);
  const ends = [...lines.keys()].filter((index) => lines[index] === endLine(source));
  const [[from = 0, line = ""] = []] = begins;
  const begin = beginOf(line);
  if (!begin && ends.length === 0) return undefined;
  const [end = -1] = ends;
  const within = lines.slice(from + 1, end);
  if (!begin || begins.length > 1 || ends.length > 1 || end < from || within.some((one) => one.startsWith(BEGIN))) {
    throw damaged(source, path);
  }
  const { sha256, ...settings } = begin;
  return { settings, profiles: profilesIn(within), isTouched: digest(within) !== sha256, from, to: end + 1 };
}

/** Writes the block anew in its place, or at the end of the file; without any profile it goes. */
export function writeBlock(
  file: EditedFile,
  settings: BlockSettings,
  profiles: readonly GeneratedProfile[],
  before: ProfileBlock | undefined,
): void {
  const lines = profiles.length > 0 ? blockLines(settings, profiles) : [];
  if (before) file.replaceLines(before.from, before.to, lines);
  else if (lines.length > 0) file.append(lines);
}

function blockLines(settings: BlockSettings, profiles: readonly GeneratedProfile[]): readonly string[] {
  const { region, source } = settings;
  const within = [
    `# \`actas setup profiles ${shellArgument(source)}\` writes what is between these two lines, and nothing else.`,
    ...profiles.flatMap(({ command, name }, index) => [
      ...(index > 0 ? [""] : []),
      `[profile ${name}]`,
      `credential_process = ${command}`,
      ...(region ? [`region = ${region}`] : []),
    ]),
  ];
  const begin = jsonText({ ...settings, sha256: digest(within) }, "one-line");
  return [BEGIN + begin, ...within, endLine(source)];
}

function endLine(source: string): string {
  return END + jsonText({ source }, "one-line");
}

function beginOf(line: string): z.infer<typeof BeginShape> | undefined {
  try {
    return BeginShape.safeParse(JSON.parse(line.slice(BEGIN.length))).data;
  } catch {
    return undefined;
  }
}

function profilesIn(lines: readonly string[]): readonly GeneratedProfile[] {
  const text = lines.join("\n");
  const found = text.matchAll(/^\[profile ([^\]]+)\]\n(?:.+\n)*?credential_process = (.*)$/gm);
  return [...found].map(([, name = "", command = ""]) => ({ name, command }));
}

function digest(lines: readonly string[]): string {
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function damaged(source: string, path: string): ActasError {
  const reason = `its generated profiles in ${path} do not stand between one begin line and one end line`;
  return new ActasError("configuration", `cannot write the profiles of "${source}": ${reason}`, {
    hints: [`remove the lines that begin with \`${END.trim()}\` or \`${BEGIN.trim()}\`, and the profiles between them`],
  });
}

import { BLANK, trimBlanks } from "../../profiles/blanks.ts";
import { isBlankOrComment, lineEndOf, linesOf, readingsOf } from "./lines.ts";

/** The lines of an AWS file under one header. */
export interface FileSection {
  /** The header's line; empty for the lines above the first header. */
  readonly header: string;
  /** The name that the SDKs look up, without quotes; absent if only some of them take the line for a header. */
  readonly name?: string;
  readonly lines: readonly string[];
  /** Whether any SDK may take the lines for the default profile's. */
  readonly mayBeDefault: boolean;
}

/**
 * Splits an AWS file at every line that any SDK takes for a header. Around the default profile, a header that the SDKs
 * read in different ways is rewritten so that all agree: otherwise one of them would find settings there that the
 * others find in another section.
 *
 * @param bytes - one character for each byte
 */
export function fileSections(bytes: string): FileSection[] {
  let above: FileSection & { readonly lines: string[] } = { header: "", lines: [], mayBeDefault: false };
  const sections = [above];
  for (const line of linesOf(bytes)) {
    const [reading = ""] = readingsOf(line);
    if (isBlankOrComment(reading)) {
      above.lines.push(line);
      continue;
    }
    const begun = sectionBegunBy(line, reading, above);
    if (begun) {
      above = { ...begun, lines: [] };
      sections.push(above);
    } else above.lines.push(line);
  }
  return sections;
}

function sectionBegunBy(
  line: string,
  reading: string,
  { mayBeDefault: belowDefault }: FileSection,
): Omit<FileSection, "lines"> | undefined {
  if (!line.includes("[")) return undefined;
  const [, inner, rest = ""] = HEADER.exec(trimBlanks(reading)) ?? [];
  if (inner === undefined) {
    // To the older Go SDK a header may follow anything but a value or a comment.
    const begins = reading.charAt(reading.search(/[[=:#;]/)) === "[" && /default/i.test(reading);
    return begins ? { header: line, mayBeDefault: true } : undefined;
  }
  const name = trimBlanks(inner.replace(/["'\\]/g, "")).replace(BLANKS, " ");
  const mayBeDefault = DEFAULT_NAME.test(name);
  const isClear = belowDefault ? CLEAR_BELOW_DEFAULT.test(reading) : CLEAR.test(reading.replace(/^\uFEFF/, ""));
  const concernsDefault = belowDefault || mayBeDefault || /default/i.test(rest);
  const plain = line.slice(line.indexOf("["), line.indexOf("]") + 1) + lineEndOf(line);
  return { header: concernsDefault && !isClear ? plain : line, name, mayBeDefault };
}

const HEADER = /^\[([^[\]]+)\](.*)$/s;

/** A header to every SDK. */
const CLEAR = /^[ \t]*\[[^[\]]+\](?:[ \t]+[#;][^\r\n]*|[ \t]*)[\r\n]*$/;

/** botocore, the AWS CRT and the Ruby SDK may take an indented line for a continuation, Ruby also `[other] #`. */
const CLEAR_BELOW_DEFAULT = /^\[[^[\]]+\](?:[ \t]+[#;][^\r\n]+|[ \t]*)[\r\n]*$/;

const BLANKS = new RegExp(`${BLANK}+`, "gu");

/** botocore checks only that the header begins with `profile`, and applies `[DEFAULT]` to every section. */
const DEFAULT_NAME = /^(?:profile\S* )?default$/i;

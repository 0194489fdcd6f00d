import { BLANK, trimBlanks } from "../../profiles/blanks.ts";
import { isBlankOrComment, lineEndOf, linesOf, readingsOf } from "./lines.ts";

/** Some lines of an AWS file under one header. */
export interface FileSection {
  /** The header's line; empty for what stands above the first. */
  readonly header: string;
  /** As the SDKs look it up, without quotes; absent for a line that is a header to some of them only. */
  readonly name?: string;
  readonly lines: readonly string[];
  /** Whether any SDK may take the lines for the default profile's. */
  readonly mayBeDefault: boolean;
}

/**
 * Cuts an AWS file at every line that one of the SDKs takes for a header. Where the default profile is concerned, a
 * header that they read in different ways is written as they all see it: otherwise one of them would find there what
 * the others find in another section.
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

/** What no SDK takes for anything else. */
const CLEAR = /^[ \t]*\[[^[\]]+\](?:[ \t]+[#;][^\r\n]*|[ \t]*)[\r\n]*$/;

/** Botocore, the AWS CRT and the Ruby SDK may take what is indented for a part of the above, and Ruby `[other] #` too. */
const CLEAR_BELOW_DEFAULT = /^\[[^[\]]+\](?:[ \t]+[#;][^\r\n]+|[ \t]*)[\r\n]*$/;

const BLANKS = new RegExp(`${BLANK}+`, "gu");

/** botocore looks for `profile` at the beginning only, and gives every section what `[DEFAULT]` says. */
const DEFAULT_NAME = /^(?:profile\S* )?default$/i;

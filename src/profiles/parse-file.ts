import { addLines, type Draft, emptyDraft, type Section, writtenTwice } from "./section.ts";
import { placeIn, sectionLines, type TextPlace } from "./section-lines.ts";
import { forEachStretch } from "./stretch.ts";
import { UnreadSection } from "./unread-section.ts";

/** Sections by header: `default`, `profile NAME`, `services NAME`, …; without quotes, with one space. */
export type Sections = ReadonlyMap<string, Section>;

/**
 * Parses an AWS file like botocore, and thus like the AWS CLI, with two exceptions, where it follows other SDKs: a
 * section that occurs twice is merged, the later setting winning, and a comment at the end of a value is a comment.
 *
 * A section that is plainly written is parsed when it is looked at first: of thousands a request needs two or three.
 *
 * @param path - for messages
 * @throws {ActasError} `configuration` naming the file and the malformed line
 */
export function parseFile(text: string, path: string): Sections {
  const file = { text: text.replace(BYTE_ORDER_MARK, ""), path, parsed: new Map() };
  const sections = new Map<string, Draft | UnreadSection>();
  forEachStretch(file.text, (from, end, plainHeader) => {
    if (plainHeader !== undefined && !sections.has(plainHeader) && !plainHeader.toLowerCase().endsWith("default")) {
      sections.set(plainHeader, new UnreadSection(file, from, end));
    } else addStretch(sections, file.text.slice(from, end), placeIn(file, from));
  });
  inheritFromAll(sections);
  return sections;
}

/**
 * The headers of an AWS file as the keys of {@link Sections}, without making sections. One may come several times.
 *
 * @throws {ActasError} as {@link parseFile}
 */
export function forEachHeader(whole: string, path: string, visit: (header: string) => void): void {
  const file = { text: whole.replace(BYTE_ORDER_MARK, ""), path };
  forEachStretch(file.text, (from, end, plainHeader) => {
    if (plainHeader !== undefined) return visit(plainHeader);
    const place = placeIn(file, from);
    for (const lines of sectionLines(file.text.slice(from, end), place)) {
      addLines(emptyDraft(lines.header), lines, place);
      visit(normalHeader(lines.header));
    }
  });
}

const BYTE_ORDER_MARK = /^\uFEFF/;

function addStretch(sections: Map<string, Draft | UnreadSection>, text: string, place: TextPlace): void {
  for (const lines of sectionLines(text, place)) {
    const name = normalHeader(lines.header);
    const known = sections.get(name);
    const section = known ? draftOf(known) : emptyDraft(lines.header);
    sections.set(name, section);
    addLines(section, lines, place);
    if (name === "default" && sections.has("profile default")) {
      section.problem ??= writtenTwice(place, lines);
      sections.set("profile default", section);
    }
  }
}

function draftOf(section: Draft | UnreadSection): Draft {
  return section instanceof UnreadSection ? section.read() : section;
}

/** `[DEFAULT]` is not a profile: in botocore its settings are the defaults of every section. */
function inheritFromAll(sections: Map<string, Draft | UnreadSection>): void {
  const found = sections.get("DEFAULT");
  if (!found) return;
  const all = draftOf(found);
  sections.delete("DEFAULT");
  for (const [name, unread] of sections) {
    const section = draftOf(unread);
    sections.set(name, section);
    for (const [key, value] of all.settings) if (!section.settings.has(key)) section.settings.set(key, value);
    for (const [key, value] of all.secrets) if (!section.secrets.has(key)) section.secrets.set(key, value);
    if (all.problem) section.problem ??= all.problem;
  }
}

/** A header as the keys of {@link Sections} have it. */
export function normalHeader(header: string): string {
  const [, kind = "", name = header] = /^(profile|sso-session|services)\s+(.*)$/.exec(header) ?? [];
  const unquoted = /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
  return kind ? `${kind} ${unquoted}` : unquoted;
}

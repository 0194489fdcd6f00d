import type { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { isSeen } from "../base/printable.ts";
import { NotJson } from "../files/commented-json.ts";
import { kindInWords } from "../files/json/kind-in-words.ts";
import { lineOfMember } from "../files/json/line-of-member.ts";
import { strictJson } from "../files/json/strict-json.ts";
import { parseSourceFile } from "../source-files/parse-source-file.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { type Bundle, BundleShape } from "./bundle-shape.ts";
import { isKeyText } from "./key-text.ts";

/** A bundle that can be used, and the sources that it describes. */
export interface ParsedBundle {
  readonly bundle: Bundle;
  readonly sources: readonly SourceDefinition[];
}

const PLAIN = /^[ -~]*$/;

/** Keys that other files may have, and why a bundle may not. */
const REFUSED: Readonly<Record<string, string>> = {
  client_secret_command: "it names a command to run",
  console: "it names a command to run",
  persist: "each user decides where sign-ins are kept",
  share_sso_cache: "each user decides where sign-ins are kept",
  trustWorktrees: "each user decides what is trusted",
  id: "a source's name stands before it",
  targets: "they stand beside the settings",
};

/**
 * Reads a bundle that comes from elsewhere. Keys that could do harm are refused, and characters
 * that could hide something.
 *
 * @param from - where it is from, for messages
 * @throws {ActasError} `configuration`
 */
export function parseBundle(text: string, from: string): ParsedBundle {
  const value = jsonIn(text, from);
  if (hasUnseen(value)) throw unusable(from, "a text in it has characters that cannot be seen");
  const parsed = BundleShape.safeParse(value);
  if (!parsed.success) throw unusable(from, reasonOf(firstOf(parsed.error.issues), text));
  const bundle = parsed.data;
  const { sources, targets } = bundle;
  const odd = oddText({ sources, targets });
  if (odd) throw unusable(from, `"${odd}" is not in plain letters; a host in others is written xn--…`);
  if (bundle.next_key !== undefined && !isKeyText(bundle.next_key)) {
    throw unusable(from, '"next_key" is not an SSH key of a kind that may sign');
  }
  return { bundle, sources: sourcesIn(bundle, from) };
}

/** The sources of a bundle. @throws {ActasError} `configuration` for one that cannot be used */
function sourcesIn({ sources = {} }: Bundle, from: string): readonly SourceDefinition[] {
  return Object.entries(sources).map(([id, content]) => {
    if (id === "auto") throw unusable(from, '"auto" cannot name a source: it stands for the role of a project');
    const found = parseSourceFile(JSON.stringify({ ...content, id }), `source "${id}" of ${from}`);
    if ("error" in found) throw found.error;
    return found;
  });
}

function jsonIn(text: string, from: string): unknown {
  try {
    return strictJson(text);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw unusable(from, error.reason);
  }
}

/** Whether a name or text in it, at any depth, would not be shown as what it is. */
function hasUnseen(value: unknown): boolean {
  if (typeof value === "string") return !isSeen(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => !isSeen(name) || hasUnseen(member));
}

/** Where a name or an address has letters of other alphabets, which pass for those of another. */
function oddText(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return PLAIN.test(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = path ? `${path}.${key}` : key;
    const odd = PLAIN.test(key) ? oddText(member, place) : place;
    if (odd) return odd;
  }
  return undefined;
}

/** A key that should not be there says more than one that is missing beside it. */
function firstOf(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
}

function reasonOf(issue: z.core.$ZodIssue | undefined, text: string): string {
  if (!issue || (issue.path.length === 0 && issue.code !== "unrecognized_keys")) return "it is not a JSON object";
  const path = issue.path.filter((step) => typeof step !== "symbol");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const member = unknown === undefined ? path : [...path, unknown];
  const line = lineOfMember(text, member);
  const place = line === undefined ? "" : `line ${line}: `;
  const name = shown(member);
  if (unknown === undefined && line === undefined) return `${place}${name} is missing`;
  if (issue.code === "invalid_type") return `${place}${name} is not ${kindInWords(issue.expected)}`;
  if (unknown === undefined) return `${place}${name} is not what it may be`;
  const why = Object.hasOwn(REFUSED, unknown) ? REFUSED[unknown] : undefined;
  return why ? `${place}a bundle may not say ${name}: ${why}` : `${place}a bundle has no key ${name}`;
}

/** Names are from elsewhere, and may be very long. */
function shown(path: readonly PropertyKey[]): string {
  const name = path.join(".");
  return name.length > 120 ? `"${name.slice(0, 120)}…"` : `"${name}"`;
}

function unusable(from: string, reason: string): ActasError {
  return new ActasError("configuration", `cannot use ${from}: ${reason}`);
}

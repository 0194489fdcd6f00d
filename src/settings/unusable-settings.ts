import type { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { kindInWords } from "../files/json/kind-in-words.ts";
import { lineOfMember } from "../files/json/line-of-member.ts";

interface Unusable {
  readonly path: string;
  readonly text: string;
  /** Absent when the text cannot be taken for JSON at all, for this reason. */
  readonly issue?: z.core.$ZodIssue | undefined;
  readonly reason?: string;
  /** What the file may say; none for a file of another program. */
  readonly known: readonly string[];
}

/** Why a file of settings cannot be used, with the line at fault. */
export function unusableSettings({ known, path, text, issue, reason }: Unusable): ActasError {
  return new ActasError("configuration", `cannot use ${path}: ${reasonOf(text, issue, reason)}`, {
    hints: known.length > 0 ? hintsFor(issue, known) : [],
  });
}

function reasonOf(text: string, issue: z.core.$ZodIssue | undefined, reason = "it is not a JSON object"): string {
  if (text === "") return "it is empty, or leads to a file that is not there";
  if (!issue) return reason;
  const place = issue.path.filter((step) => typeof step !== "symbol");
  const member = issue.code === "unrecognized_keys" ? [...place, issue.keys[0] ?? ""] : place;
  const line = member.length > 0 ? lineOfMember(text, member) : undefined;
  return line === undefined ? inWords(issue) : `line ${line}: ${inWords(issue)}`;
}

function inWords(issue: z.core.$ZodIssue): string {
  const place = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return place ? `"${place}" has no key "${issue.keys[0]}"` : `there is no setting "${issue.keys[0]}"`;
  }
  if (issue.code === "custom") return `"${place}" is of no use: ${issue.message}`;
  if (issue.code === "invalid_key") return `"${place}" is of no use: ${issue.issues[0]?.message}`;
  if (issue.code === "invalid_value") return `"${place}" is one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_type" && place) return `"${place}" is not ${kindInWords(issue.expected)}`;
  return place ? `"${place}" is not what it may be` : "it is not a JSON object";
}

function hintsFor(issue: z.core.$ZodIssue | undefined, known: readonly string[]): readonly string[] {
  const misspelt = issue?.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys[0] : undefined;
  const nearest = misspelt === undefined ? undefined : nearestName(misspelt, known);
  return [...(nearest ? [`did you mean "${nearest}"?`] : []), `it may say ${known.join(", ")}, and nothing else`];
}

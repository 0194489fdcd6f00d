import type { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { nearestName } from "../../base/nearest-name.ts";
import { kindInWords } from "../../files/json/kind-in-words.ts";
import { lineOfMember } from "../../files/json/line-of-member.ts";
import { configurationKeys, variableOf } from "./configuration-keys.ts";

/** What was read: the text of a file, if there is one, and the variables that stand for keys. */
export interface WrittenPlace {
  readonly path?: string;
  readonly text: string;
  readonly variables: ReadonlySet<string>;
}

/** Why the configuration cannot be used, with the line or the variable at fault. Values are never repeated. */
export function unusableConfiguration(place: WrittenPlace, issues: readonly z.core.$ZodIssue[]): ActasError {
  // Where a key is misspelt, the key that is missing there is only what follows from it.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const path = (issue?.path ?? []).filter((step) => typeof step !== "symbol");
  const member = issue?.code === "unrecognized_keys" ? [...path, issue.keys[0] ?? ""] : path;
  return configurationError(
    `${where(place, member)}${inWords(issue)}`,
    hintsFor(issue, path, missingBeside(issues, path)),
  );
}

/** @param reason - completes "cannot use the configuration: " */
export function configurationError(reason: string, hints: readonly string[] = [], cause?: unknown): ActasError {
  return new ActasError("configuration", `cannot use the configuration: ${reason}`, { hints, cause });
}

function where({ path, text, variables }: WrittenPlace, member: readonly (string | number)[]): string {
  const names = member.filter((step) => typeof step === "string");
  const variable = names.map((_, index) => variableOf(names.slice(0, index + 1))).find((name) => variables.has(name));
  if (variable) return `${variable}: `;
  if (path === undefined) return "";
  const line = member.length > 0 ? lineOfMember(text, member) : undefined;
  return line === undefined ? `${path}: ` : `${path}, line ${line}: `;
}

function inWords(issue: z.core.$ZodIssue | undefined): string {
  const place = (issue?.path ?? []).map(String).join(".");
  if (!issue || !place)
    return issue?.code === "unrecognized_keys" ? `there is no key "${issue.keys[0]}"` : "it is not a JSON object";
  switch (issue.code) {
    case "unrecognized_keys":
      return `"${place}" has no key "${issue.keys[0]}"`;
    case "custom":
      return `"${place}" is of no use: ${issue.message}`;
    case "invalid_value":
      return `"${place}" is one of ${issue.values.join(", ")}`;
    case "invalid_type":
      return issue.input === undefined ? `"${place}" is missing` : `"${place}" is not ${kindInWords(issue.expected)}`;
    case "invalid_union":
      return "options" in issue
        ? `"${place}" is one of ${issue.options.join(", ")}`
        : `"${place}" is not what it may be`;
    case "too_small":
      if (issue.origin === "array") return `"${place}" has fewer than ${issue.minimum}`;
      return `"${place}" is less than ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "array") return `"${place}" has more than ${issue.maximum}`;
      return `"${place}" is more than ${issue.maximum}`;
    default:
      return `"${place}" is not what it may be`;
  }
}

/** The keys that are needed there and not written. */
function missingBeside(issues: readonly z.core.$ZodIssue[], path: readonly (string | number)[]): readonly string[] {
  return issues
    .filter(({ code, input }) => code === "invalid_type" && input === undefined)
    .filter((one) => one.path.length === path.length + 1 && path.every((step, index) => one.path[index] === step))
    .map((one) => String(one.path.at(-1)));
}

function hintsFor(
  issue: z.core.$ZodIssue | undefined,
  path: readonly (string | number)[],
  missing: readonly string[],
): readonly string[] {
  if (issue?.code !== "unrecognized_keys") return [];
  const [key = ""] = issue.keys;
  const all = configurationKeys().map((known) => known.path);
  const beside = all
    .filter((known) => path.every((step, index) => known[index] === step))
    .map((known) => known[path.length] ?? "");
  const nearest = nearestName(key, new Set([...missing, ...beside.filter((name) => name !== "")]));
  if (nearest) return [`did you mean "${nearest}"?`];
  const elsewhere = all.find((known) => known.at(-1) === key);
  return elsewhere ? [`did you mean "${elsewhere.join(".")}"?`] : [];
}

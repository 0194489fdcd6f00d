import { ActasError } from "../base/errors.ts";
import { NotJson, parseCommentedJson } from "../files/commented-json.ts";
import { kindInWords } from "../files/json/kind-in-words.ts";
import { definitionFrom } from "./definition-from.ts";
import { DEFINITION_KINDS } from "./kinds/definition-kinds.ts";
import type { SourceDefinition } from "./source-definition.ts";
import type { UnusableSource } from "./source-definitions.ts";
import { type SourceFileContent, SourceFileShape } from "./source-file-shape.ts";
import { isMairuFile } from "./source-folders.ts";
import { isSourceId } from "./source-id.ts";
import { urlProblem } from "./source-url.ts";
import { unknownKey } from "./unknown-key.ts";
import { UnusableValue } from "./unusable-value.ts";

/**
 * Parses a source file. An unusable file is returned with an error that names the file and the fault, but never its
 * content.
 */
export function parseSourceFile(text: string, path: string): SourceDefinition | UnusableSource {
  let value: unknown;
  try {
    value = withoutNulls(parseCommentedJson(text));
    return definitionFrom(checked(value, isMairuFile(path)), path);
  } catch (error) {
    if (!(error instanceof NotJson || error instanceof UnusableValue)) throw error;
    const id = idOf(value);
    const message = `cannot ${error instanceof NotJson ? "read" : "use"} ${path}: ${error.reason}`;
    const hints = error instanceof UnusableValue ? error.hints : [];
    return { ...(id && { id }), origin: path, error: new ActasError("configuration", message, { hints }) };
  }
}

/** Mairu writes `null` for an absent value. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([key, member]) => [key, withoutNulls(member)]));
}

/** @param mayHaveMore - keys that are not ours are left out, not refused */
function checked(value: unknown, mayHaveMore: boolean): SourceFileContent {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UnusableValue("it is not a JSON object");
  const parsed = SourceFileShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.filter((issue) => issue.code === "unrecognized_keys");
  if (mayHaveMore && unknown.length > 0) return checked(without(value, unknown), mayHaveMore);
  for (const { keys, path } of unknown) throw unknownKey(keys[0] ?? "", path);
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const key = path.join(".");
  if (valueAt(value, path) === undefined) throw new UnusableValue(`"${key}" is missing`);
  if (issue?.code === "invalid_type") throw new UnusableValue(`"${key}" is not ${kindInWords(issue.expected)}`);
  throw new UnusableValue(`"${key}" is not what it may be`);
}

function without(value: object, unknown: readonly { keys: readonly string[]; path: readonly PropertyKey[] }[]): object {
  const copy = structuredClone(value);
  for (const { keys, path } of unknown) {
    const at = valueAt(copy, path) as Record<string, unknown>;
    for (const key of keys) delete at[key];
  }
  return copy;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], value);
}

/** The id of the source, if it can be read at all. */
function idOf(value: unknown): string | undefined {
  const written = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { id, url } = written;
  if (typeof id === "string") return isSourceId(id) ? id : undefined;
  if (typeof url !== "string" || urlProblem(url)) return undefined;
  const kind = Object.values(DEFINITION_KINDS).find(({ key }) => written[key] !== undefined);
  return kind ? kind.idFrom(url) : url;
}

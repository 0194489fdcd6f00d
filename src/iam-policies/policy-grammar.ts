import { z } from "zod/mini";

/** The patterns of `Action` or `Resource`; of `NotAction` or `NotResource`, all others are meant. */
export interface Listed {
  readonly patterns: readonly string[];
  readonly meant: "these" | "all others";
}

/** One operator with one key. */
export interface ConditionLine {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a policy means by `${…}`: version 2012-10-17 brought variables, and without a version the older one counts. */
export type VariablesIn = "meant" | "text";

export const Texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((texts) => [texts].flat()),
);

const Value = z.pipe(z.union([z.string(), z.boolean(), z.number()]), z.transform(String));
const Values = z.pipe(
  z.union([Value, z.array(Value)]),
  z.transform((values) => [values].flat()),
);

/** The blocks of `Condition`, as lines. */
export const Conditions = z.pipe(
  z.record(z.string(), z.record(z.string(), Values)),
  z.transform((operators): readonly ConditionLine[] =>
    Object.entries(operators).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  ),
);

export const Version = z.enum(["2008-10-17", "2012-10-17"]);

export function variablesIn(version: z.output<typeof Version> | undefined): VariablesIn {
  return version === "2012-10-17" ? "meant" : "text";
}

/** One of the two is there. */
export function listed(these: readonly string[] | undefined, others: readonly string[] = []): Listed {
  return these ? { patterns: these, meant: "these" } : { patterns: others, meant: "all others" };
}

/**
 * @param document - JSON, also URL-encoded as IAM gives it
 * @returns undefined: it is not JSON, too long, or what two programs may read differently
 */
export function jsonOfPolicy(document: string, mostCharacters: number): unknown {
  try {
    const text = document.trimStart().startsWith("{") ? document : decodeURIComponent(document);
    if (text.length > mostCharacters) return undefined;
    return jsonWithOneReading(text);
  } catch {
    return undefined;
  }
}

/**
 * The same as `strictJson` for texts of which nobody asks for the line at fault: for a million policies it takes less than
 * half the time.
 *
 * @returns undefined: it is not JSON, or two programs may read it differently
 */
export function jsonWithOneReading(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return namesIn(json) === namesWritten(text) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The names of members in a text that is JSON. */
const NAME = /"(?:[^"\\]|\\.)*"\s*(:?)/g;

function namesWritten(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(NAME)) if (colon) names += 1;
  return names;
}

/**
 * How many members there are. Of a name that stands twice in an object one member is left, and it is not known which one
 * AWS takes; and `__proto__` is lost on its way through a schema, with what it asks for.
 */
function namesIn(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0;
  if (Array.isArray(json)) return json.reduce((sum: number, one) => sum + namesIn(one), 0);
  const entries = Object.entries(json).filter(([name]) => name !== "__proto__");
  return entries.reduce((sum, [, value]) => sum + 1 + namesIn(value), 0);
}

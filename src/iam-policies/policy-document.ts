import { z } from "zod/mini";

/** A statement of an identity-based policy, in one form. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Listed;
  readonly resources: Listed;
  readonly conditions: readonly ConditionLine[];
}

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

/** A policy as it is judged. One that cannot be read may allow or deny anything. */
export type Policy = ReadPolicy | UnreadPolicy;

export interface ReadPolicy {
  /** For messages. */
  readonly name: string;
  /** Texts have variables since version 2012-10-17. A policy that names no version is of the older one. */
  readonly variables: "meant" | "text";
  readonly statements: readonly Statement[];
}

export interface UnreadPolicy {
  readonly name: string;
  /** Completes "not known: …". */
  readonly unread: string;
}

/** AWS allows 6,144 characters without the blanks. */
const MOST_CHARACTERS = 131_072;

const Text = z.string();
const Texts = z.pipe(
  z.union([Text, z.array(Text)]),
  z.transform((texts) => [texts].flat()),
);
const Value = z.pipe(z.union([Text, z.boolean(), z.number()]), z.transform(String));
const Values = z.pipe(
  z.union([Value, z.array(Value)]),
  z.transform((values) => [values].flat()),
);

const StatementShape = z
  .strictObject({
    Sid: z.optional(Text),
    Effect: z.enum(["Allow", "Deny"]),
    Action: z.optional(Texts),
    NotAction: z.optional(Texts),
    Resource: z.optional(Texts),
    NotResource: z.optional(Texts),
    Condition: z.optional(z.record(Text, z.record(Text, Values))),
  })
  .check(
    z.refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
    z.refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined)),
  );

const Document = z.strictObject({
  Version: z.optional(z.enum(["2008-10-17", "2012-10-17"])),
  Id: z.optional(Text),
  Statement: z.union([StatementShape, z.array(StatementShape)]),
});

/**
 * Reads the document of an identity-based policy. What does not follow the grammar to the letter is not read at all.
 *
 * @param document - as IAM gives it: JSON, URL-encoded
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(name: string, document: string): Policy {
  if (document.length > 3 * MOST_CHARACTERS) return { name, unread: "it is too long" };
  const read = Document.safeParse(jsonIn(document));
  if (!read.success) return { name, unread: "its document does not follow the grammar of policies" };
  const { Statement, Version } = read.data;
  const statements = [Statement].flat().map(statementFrom);
  return { name, variables: Version === "2012-10-17" ? "meant" : "text", statements };
}

function jsonIn(document: string): unknown {
  try {
    const text = document.trimStart().startsWith("{") ? document : decodeURIComponent(document);
    return text.length > MOST_CHARACTERS ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statementFrom({
  Effect,
  Action,
  NotAction,
  Resource,
  NotResource,
  Condition = {},
}: z.output<typeof StatementShape>): Statement {
  return {
    effect: Effect,
    actions: listed(Action, NotAction),
    resources: listed(Resource, NotResource),
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  };
}

function listed(these: readonly string[] | undefined, others: readonly string[] = []): Listed {
  return these ? { patterns: these, meant: "these" } : { patterns: others, meant: "all others" };
}

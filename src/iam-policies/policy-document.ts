import { z } from "zod/mini";
import {
  type ConditionLine,
  Conditions,
  jsonOfPolicy,
  type Listed,
  listed,
  Texts,
  type VariablesIn,
  Version,
  variablesIn,
} from "./policy-grammar.ts";

/** A statement of an identity-based policy, in one form. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Listed;
  readonly resources: Listed;
  readonly conditions: readonly ConditionLine[];
}

/** A policy as it is judged. One that cannot be read may allow or deny anything. */
export type Policy = ReadPolicy | UnreadPolicy;

export interface ReadPolicy {
  /** For messages. */
  readonly name: string;
  readonly variables: VariablesIn;
  readonly statements: readonly Statement[];
}

export interface UnreadPolicy {
  readonly name: string;
  /** Completes "not known: …". */
  readonly unread: string;
}

/** AWS allows 6,144 characters without the blanks. */
const MOST_CHARACTERS = 131_072;

const StatementShape = z
  .strictObject({
    Sid: z.optional(z.string()),
    Effect: z.enum(["Allow", "Deny"]),
    Action: z.optional(Texts),
    NotAction: z.optional(Texts),
    Resource: z.optional(Texts),
    NotResource: z.optional(Texts),
    Condition: z.optional(Conditions),
  })
  .check(
    z.refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
    z.refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined)),
  );

const Document = z.strictObject({
  Version: z.optional(Version),
  Id: z.optional(z.string()),
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
  const read = Document.safeParse(jsonOfPolicy(document, MOST_CHARACTERS));
  if (!read.success) return { name, unread: "its document does not follow the grammar of policies" };
  const { Statement, Version: version } = read.data;
  const statements = [Statement].flat().map(statementFrom);
  return { name, variables: variablesIn(version), statements };
}

function statementFrom({
  Effect,
  Action,
  NotAction,
  Resource,
  NotResource,
  Condition = [],
}: z.output<typeof StatementShape>): Statement {
  return {
    effect: Effect,
    actions: listed(Action, NotAction),
    resources: listed(Resource, NotResource),
    conditions: Condition,
  };
}

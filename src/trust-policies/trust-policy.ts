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
} from "../iam-policies/policy-grammar.ts";

/** Whom a statement is about, by the names that AWS uses: `AWS`, `Federated`, `Service`, `CanonicalUser`. */
export interface Principals {
  /** Of `NotPrincipal`, all others are meant. */
  readonly meant: "these" | "all others";
  /** `Principal: "*"`, which is everybody, signed in or not. */
  readonly everybody: boolean;
  readonly aws: readonly string[];
  readonly federated: readonly string[];
  readonly others: readonly string[];
}

/** A statement of a role's trust policy, in one form. */
export interface TrustStatement {
  /** For messages: `Sid`, else which one it is. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  readonly principals: Principals;
  readonly actions: Listed;
  readonly conditions: readonly ConditionLine[];
}

/** A statement that does not follow the grammar: it may say anything, as AWS may know more of it. */
export interface UnreadStatement {
  readonly name: string;
  /** Completes "cannot be read: …". */
  readonly unread: string;
}

/** A role's trust policy. One statement that cannot be read does not hide the others. */
export interface TrustPolicy {
  readonly variables: VariablesIn;
  readonly statements: readonly (TrustStatement | UnreadStatement)[];
}

/** IAM stores at most 4,096 characters; what is sent to it may have blanks. */
const MOST_CHARACTERS = 65_536;

const PrincipalShape = z.union([
  z.literal("*"),
  z.strictObject({
    AWS: z.optional(Texts),
    Federated: z.optional(Texts),
    Service: z.optional(Texts),
    CanonicalUser: z.optional(Texts),
  }),
]);
const StatementShape = z
  .strictObject({
    Sid: z.optional(z.string()),
    Effect: z.enum(["Allow", "Deny"]),
    Principal: z.optional(PrincipalShape),
    NotPrincipal: z.optional(PrincipalShape),
    Action: z.optional(Texts),
    NotAction: z.optional(Texts),
    Condition: z.optional(Conditions),
  })
  .check(
    z.refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
    z.refine(({ NotPrincipal, Principal }) => (Principal === undefined) !== (NotPrincipal === undefined)),
  );
const Document = z.strictObject({
  Version: z.optional(Version),
  Id: z.optional(z.string()),
  Statement: z.union([z.looseObject({}), z.array(z.unknown())]),
});

/**
 * Reads a role's trust policy statement by statement.
 *
 * @param document - JSON, also URL-encoded as IAM gives it
 * @returns why it cannot be read at all, completing "cannot read …: ", or the policy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseTrustPolicy(document: string): TrustPolicy | string {
  if (document.length > 3 * MOST_CHARACTERS) return "it is too long for a trust policy";
  const json = jsonOfPolicy(document, MOST_CHARACTERS);
  if (json === undefined) return "it is not JSON, or has a name twice in one object";
  const read = Document.safeParse(json);
  if (!read.success) return "it does not follow the grammar of policies: no `Statement`, or what no policy has";
  const { Statement, Version: version } = read.data;
  return {
    variables: variablesIn(version),
    statements: [Statement].flat().map((one, index) => statementFrom(one, `statement ${index + 1}`)),
  };
}

function statementFrom(statement: unknown, place: string): TrustStatement | UnreadStatement {
  const read = StatementShape.safeParse(statement);
  if (!read.success) return { name: place, unread: whyUnread(read.error) };
  const { Action, Condition = [], Effect, NotAction, NotPrincipal, Principal, Sid } = read.data;
  return {
    name: Sid ? `${place} (${Sid})` : place,
    effect: Effect,
    principals: principalsFrom(Principal ?? NotPrincipal ?? {}, NotPrincipal ? "all others" : "these"),
    actions: listed(Action, NotAction),
    conditions: Condition,
  };
}

function principalsFrom(shape: z.output<typeof PrincipalShape>, meant: Principals["meant"]): Principals {
  if (shape === "*") return { meant, everybody: true, aws: [], federated: [], others: [] };
  const { AWS = [], CanonicalUser = [], Federated = [], Service = [] } = shape;
  return { meant, everybody: false, aws: AWS, federated: Federated, others: [...Service, ...CanonicalUser] };
}

function whyUnread({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  const at = issue?.path.join(".");
  if (issue?.code === "unrecognized_keys") return `a trust policy has no ${issue.keys.join(", ")}`;
  return at ? `${at} is not what the grammar of policies says` : "it needs one principal and one list of actions";
}

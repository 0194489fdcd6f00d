import { operatorIn } from "../../iam-policies/condition-operator.ts";
import type { ConditionLine } from "../../iam-policies/policy-grammar.ts";
import type { TrustPolicy, TrustStatement, UnreadStatement } from "../trust-policy.ts";

/** The names of the condition keys that tell people apart, such as `idp.example.com:amr`. */
export interface PersonKeys {
  readonly groups?: string;
  readonly subject?: string;
}

/**
 * Whom a statement can be about at all: somebody with one of the groups, or one of the subjects. All of a clause has to
 * be judged still. Without either, it may be about anybody.
 */
export interface Clause {
  readonly groups?: NamedGroups;
  readonly subjects?: readonly string[];
}

/** Groups as conditions name them. */
export interface NamedGroups {
  /** Exactly so. */
  readonly texts: readonly string[];
  /** In any case; here in small letters. */
  readonly anyCase: readonly string[];
  /** With `*` and `?`. */
  readonly patterns: readonly string[];
}

/**
 * The one condition of a statement by which its people are found soonest.
 *
 * A statement is an AND of conditions, each of which is an OR of values: any one of them tells whom it cannot be about.
 */
export function clauseOf(statement: TrustStatement | UnreadStatement, policy: TrustPolicy, keys: PersonKeys): Clause {
  if ("unread" in statement) return {};
  const clauses = statement.conditions
    .map((line) => clauseOfLine(line, policy, keys))
    .filter((clause) => clause !== undefined);
  return clauses.toSorted((one, other) => breadth(one) - breadth(other))[0] ?? {};
}

function clauseOfLine(line: ConditionLine, { variables }: TrustPolicy, keys: PersonKeys): Clause | undefined {
  const operator = operatorIn(line.operator);
  const { values } = line;
  if (!operator || operator.isNegated || operator.ifExists || values.length === 0) return undefined;
  if (variables === "meant" && values.some((value) => value.includes("${"))) return undefined;
  const key = line.key.toLowerCase();
  if (key === keys.subject?.toLowerCase() && operator.name === "stringequals" && !operator.quantifier) {
    return { subjects: values };
  }
  if (key !== keys.groups?.toLowerCase() || operator.quantifier !== "foranyvalue") return undefined;
  const none: NamedGroups = { texts: [], anyCase: [], patterns: [] };
  switch (operator.name) {
    case "stringequals":
      return { groups: { ...none, texts: values } };
    case "stringequalsignorecase":
      return { groups: { ...none, anyCase: values.map((value) => value.toLowerCase()) } };
    case "stringlike": {
      const [patterns, texts] = [values.filter(hasStar), values.filter((value) => !hasStar(value))];
      return { groups: { ...none, texts, patterns } };
    }
    default:
      return undefined;
  }
}

function hasStar(value: string): boolean {
  return /[*?]/.test(value);
}

/** Patterns have to be tried one by one, and match more. */
function breadth({ groups, subjects = [] }: Clause): number {
  if (!groups) return subjects.length;
  return groups.texts.length + groups.anyCase.length + PATTERN * groups.patterns.length;
}

const PATTERN = 1000;

import type { SignedWith } from "../../src/iam-policies/condition-context.ts";
import type { Judgement } from "../../src/iam-policies/judgement.ts";

/** A user's policies, a role, and the answer that AWS's documentation leads to. */
export interface Case {
  readonly says: string;
  /** Statements of one policy of the version 2012-10-17, or whole documents. */
  readonly policies: readonly object[];
  readonly boundary?: readonly object[];
  readonly role?: string;
  readonly answer: Judgement["answer"];
  /** All ways, if left out. */
  readonly signedWith?: readonly SignedWith[];
  readonly dependsOn?: readonly string[];
}

/** The page of the IAM User Guide that the answers of a table follow. */
export interface Table {
  readonly page: string;
  readonly cases: readonly Case[];
}

export const ROLE = "arn:aws:iam::444455556666:role/Deploy";
export const OWN_ROLE = "arn:aws:iam::111122223333:role/team/Deploy";

export const USER = {
  arn: "arn:aws:iam::111122223333:user/team/alice",
  accountId: "111122223333",
  userId: "AIDAEXAMPLEALICE",
  userName: "alice",
  tags: new Map([["team", "data"]]),
};

/** A statement that allows AssumeRole of the role, with other elements in place of these. */
export function allow(others: object = {}): object {
  return { Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE, ...others };
}

export function deny(others: object = {}): object {
  return allow({ Effect: "Deny", ...others });
}

/** Allows it under one condition. */
export function allowIf(operator: string, key: string, values: unknown): object {
  return allow({ Condition: { [operator]: { [key]: values } } });
}

/** Allows everything, unless a condition holds. */
export function denyIf(operator: string, key: string, values: unknown): readonly object[] {
  return [allow({ Resource: "*" }), deny({ Resource: "*", Condition: { [operator]: { [key]: values } } })];
}

/** A variable as a policy has it. */
export function variable(key: string): string {
  return `\${${key}}`;
}

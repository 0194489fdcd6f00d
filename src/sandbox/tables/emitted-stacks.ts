import { AUDIT_ROLE } from "../organization/audit-role.ts";
import type { MemberAccount } from "../organization/organization.ts";

/** A value as DynamoDB writes it; there are only texts here. */
export interface Text {
  readonly S: string;
}

export type Item = Readonly<Record<string, Text>>;

/** The table in which Mozilla's stacks say what they have made, and its index. */
export const TABLE = "cloudformation-stack-emissions";
export const INDEX = "category";
const AUDITING = "AWS Security Auditing Service";

/** What the stacks of the accounts have said: one item for each audit role, and some that are about other things. */
export function emittedStacks(accounts: readonly MemberAccount[]): readonly Item[] {
  return accounts.flatMap(({ id }, index) => {
    const about = {
      "aws-account-id": { S: id },
      id: { S: `stack+${id}` },
      "last-updated": { S: "2026-01-02T03:04:05.000000Z" },
      name: { S: "SecurityAudit" },
      region: { S: "us-west-2" },
    };
    const audit = {
      ...about,
      category: { S: AUDITING },
      SecurityAuditIAMRoleArn: { S: `arn:aws:iam::${id}:role/${AUDIT_ROLE}` },
    };
    const other = { ...about, id: { S: `other+${id}` }, category: { S: "GuardDuty Multi Account Member Role" } };
    // A stack that failed half-way has said its category, and no role.
    const broken = { ...about, id: { S: `broken+${id}` }, category: { S: AUDITING } };
    return index === 1 ? [other, broken, audit] : [other, audit];
  });
}

import type { SandboxRole } from "../accounts.ts";

/** Where whoever reads the roles of all accounts comes from. */
const HOME = "111122223333";

/** The role by which each account of the organization lets its roles be read. */
export const AUDIT_ROLE = "actas/actas-audit";

export function auditRole(accountId: string): SandboxRole {
  return {
    arn: `arn:aws:iam::${accountId}:role/${AUDIT_ROLE}`,
    accountId,
    roleId: `AROAAUDIT${accountId}`,
    maxSessionSeconds: 3600,
    trustPolicy: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: "sts:AssumeRole" }],
  };
}

import type { SandboxRole } from "../accounts.ts";
import type { WebIdentityStatement } from "../sts/trust.ts";
import { ACCOUNTING, ENGINEERING, numberedAccounts, UNNAMED } from "./yoyodyne-accounts.ts";

const HOUR = 3600;
const TEAMS = ["Admin", "Billing", "Developer", "ReadOnly", "Support"];

/** Conditions by the claim alone, without the provider's address before it. */
type Conditions = WebIdentityStatement["Condition"];

interface FederatedRole {
  readonly accountId: string;
  readonly path: string;
  readonly maxSessionSeconds?: number;
  readonly conditions: Conditions;
}

const ENGINEERS = { "ForAnyValue:StringLike": { amr: "yoyodyne_eng*" } };

const FEDERATED: readonly FederatedRole[] = [
  {
    accountId: ACCOUNTING,
    path: "TeamAP",
    maxSessionSeconds: 12 * HOUR,
    conditions: { "ForAnyValue:StringLike": { amr: ["yoyodyne_accounting", "yoyodyne_audit"] } },
  },
  // For a person, not for a group: the roles API does not know it.
  { accountId: ACCOUNTING, path: "Auditor", conditions: { StringEquals: { sub: "ad|Yoyodyne-LDAP|ana" } } },
  { accountId: ENGINEERING, path: "teams/TeamEngineering", conditions: ENGINEERS },
  // For those who are in no other group. The roles API looks at groups one by one, and lists it for all engineers.
  {
    accountId: ENGINEERING,
    path: "Contractor",
    conditions: { ...ENGINEERS, "ForAllValues:StringEquals": { amr: ["mfa", "yoyodyne_engineering"] } },
  },
  { accountId: UNNAMED, path: "Data", conditions: ENGINEERS },
];

/** The roles that trust Yoyodyne's provider, and one that only another role can reach. */
export function yoyodyneRoles(issuer: string, clientIds: readonly string[], numbered: number): readonly SandboxRole[] {
  const many = numberedAccounts(numbered).flatMap((accountId) =>
    TEAMS.map((path) => ({ accountId, path, conditions: ENGINEERS })),
  );
  return [
    ...[...FEDERATED, ...many].map((role) => federated(role, issuer, clientIds)),
    {
      ...described(ENGINEERING, "Release"),
      trustPolicy: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ENGINEERING}:role/teams/TeamEngineering` },
          Action: "sts:AssumeRole",
        },
      ],
    },
  ];
}

function federated(
  { accountId, path, maxSessionSeconds = HOUR, conditions }: FederatedRole,
  issuer: string,
  clientIds: readonly string[],
): SandboxRole {
  const provider = issuer.replace(/^\w+:\/\//, "");
  const all = { ...conditions, StringEquals: { aud: clientIds, ...conditions.StringEquals } };
  const statement: WebIdentityStatement = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: Object.fromEntries(
      Object.entries(all).map(([operator, claims]) => [
        operator,
        Object.fromEntries(Object.entries(claims).map(([claim, values]) => [`${provider}:${claim}`, values])),
      ]),
    ),
  };
  return { ...described(accountId, path), maxSessionSeconds, trustPolicy: [statement] };
}

function described(accountId: string, path: string): Omit<SandboxRole, "trustPolicy"> {
  const name = path.slice(path.lastIndexOf("/") + 1).toUpperCase();
  return {
    arn: `arn:aws:iam::${accountId}:role/${path}`,
    accountId,
    roleId: `AROAYOYO${name}`.padEnd(21, "0"),
    maxSessionSeconds: HOUR,
  };
}

import type { IdentityProvider, SandboxRole } from "../accounts.ts";
import { auditRole } from "../organization/audit-role.ts";
import type { TrustPolicy, WebIdentityStatement } from "../sts/trust.ts";
import { DATA, PRODUCTION, READABLE, STAGING } from "./team-members.ts";
import { BROKER_EXTERNAL_ID, SERVER_ROLE } from "./team-settings.ts";

const HOUR = 3600;
const AUDIENCE = "sts.amazonaws.com";
const BY_TOKEN = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"];
const BY_BROKER = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

/** Operators with the claim alone as their key, without the provider's address before it. */
type Conditions = WebIdentityStatement["Condition"];

const inGroup = (...groups: readonly string[]): Conditions => ({ "ForAnyValue:StringEquals": { amr: groups } });

/** What each account knows of the tokens of the team's server. */
export function teamProviders(serverUrl: string): readonly IdentityProvider[] {
  return READABLE.map((accountId) => ({ accountId, url: `${serverUrl}issuer`, clientIds: [AUDIENCE] }));
}

/** The roles of the team: most fit for a group, and some as they are found where nobody has looked for years. */
export function teamRoles(serverUrl: string): readonly SandboxRole[] {
  const provider = `${serverUrl}issuer`.replace(/^\w+:\/\//, "");
  const statement = (accountId: string, conditions: Conditions, effect: "Allow" | "Deny" = "Allow") => ({
    Effect: effect,
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${provider}` },
    Action: BY_TOKEN,
    Condition: ofProvider(
      provider,
      effect === "Allow" ? { StringEquals: { aud: AUDIENCE }, ...conditions } : conditions,
    ),
  });
  const role = (accountId: string, name: string, conditions: Conditions, maxSessionSeconds = HOUR): SandboxRole =>
    described(accountId, name, [statement(accountId, conditions)], maxSessionSeconds);
  return [
    ...READABLE.map(auditRole),
    described("111122223333", SERVER_ROLE.slice(SERVER_ROLE.lastIndexOf("/") + 1), [
      { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]),
    role(PRODUCTION, "ReadOnly", inGroup("developers", "support"), 12 * HOUR),
    role(PRODUCTION, "Operator", inGroup("on-call")),
    role(PRODUCTION, "Admin", inGroup("platform-admins")),
    role(STAGING, "Developer", inGroup("developers"), 12 * HOUR),
    described(STAGING, "Deploy", [
      {
        Effect: "Allow",
        Principal: { AWS: SERVER_ROLE },
        Action: BY_BROKER,
        Condition: { StringEquals: { "sts:ExternalId": BROKER_EXTERNAL_ID } },
      },
    ]),
    role(DATA, "Analyst", { "ForAnyValue:StringLike": { amr: "data-*" } }, 12 * HOUR),
    // Two statements: developers have it, unless they are contractors.
    described(DATA, "Research", [
      statement(DATA, inGroup("developers", "data-science")),
      statement(DATA, inGroup("contractors"), "Deny"),
    ]),
    // Whoever has any token of the server has it, whatever that is for: the server lends it to nobody.
    described(DATA, "Export", [{ ...statement(DATA, {}), Condition: {} }]),
    // Without `ForAnyValue` AWS lets nobody in by a list.
    described(DATA, "Report", [statement(DATA, { StringEquals: { aud: AUDIENCE, amr: "data-science" } })]),
  ];
}

function ofProvider(provider: string, conditions: Conditions): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, claims]) => [
      operator,
      Object.fromEntries(Object.entries(claims).map(([claim, values]) => [`${provider}:${claim}`, values])),
    ]),
  );
}

function described(accountId: string, name: string, trustPolicy: TrustPolicy, maxSessionSeconds = HOUR): SandboxRole {
  return {
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    accountId,
    roleId: `AROATEAM${accountId.slice(0, 3)}${name.toUpperCase()}`.padEnd(21, "0"),
    maxSessionSeconds,
    trustPolicy,
  };
}

import type { Person } from "../../../src/server/people/person.ts";
import type { AskingWay } from "../../../src/server/roles/asking-way.ts";
import type { HeldMap, MapManner } from "../../../src/server/roles/held-map.ts";
import { packRoles } from "../../../src/server/roles/map-account.ts";
import { MapMaker } from "../../../src/server/roles/map-maker.ts";
import type { AccountRow } from "../../../src/server/roles/map-rows.ts";
import { lintTrust } from "../../../src/trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../../src/trust-policies/trust-policy.ts";
import { MINT, OUR_PROVIDER } from "./made-up-map.ts";

export const NOW = Date.parse("2026-11-28T12:00:00Z");
export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const GROUPS = `${OUR_PROVIDER}:amr`;
export const AUD = { [`${OUR_PROVIDER}:aud`]: "sts.amazonaws.com" };

/** What the server would choose for a loan to {@link somebody}. */
export const FACTS = {
  subject: "x",
  sessionName: "ana",
  sourceIdentity: "ana",
  tags: { "actas:user": "ana" },
  durationSeconds: 3600,
};

/** A role as a test says it: its statements, or its whole policy as text. */
export type SaidRole = readonly (object | string)[] | string;

export interface SaidAccount {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly partition?: string;
  readonly providers?: AccountRow["providers"];
  /** Absent: {@link NOW}. */
  readonly scannedAt?: number;
  /** By their paths and names, such as `team/Deploy`. */
  readonly roles: Readonly<Record<string, SaidRole>>;
  /** Roles whose policies are not kept. */
  readonly others?: readonly string[];
}

const PROVIDERS = [{ url: OUR_PROVIDER, clientIds: ["sts.amazonaws.com"] }];

/** A row as a scan would store it, with the findings that a scan would have. */
export function accountRow(
  id: string,
  { aliases = [], name, others = [], partition = "aws", providers = PROVIDERS, roles, scannedAt = NOW }: SaidAccount,
): AccountRow {
  const split = (whole: string) => ({
    path: `/${whole.slice(0, whole.lastIndexOf("/") + 1)}`,
    name: whole.slice(whole.lastIndexOf("/") + 1),
  });
  return {
    id,
    partition,
    name: name ?? null,
    aliases,
    scannedAt,
    isClosed: false,
    providers,
    packed: packRoles(
      [...Object.keys(roles), ...others].map((whole) => ({ ...split(whole), maxSessionSeconds: 3600 })),
    ),
    roles: Object.entries(roles).map(([whole, said]) => {
      const trust = typeof said === "string" ? said : JSON.stringify({ Version: "2012-10-17", Statement: said });
      const policy = parseTrustPolicy(trust);
      const findings = typeof policy === "string" ? [] : lintTrust(policy, id);
      return { name: split(whole).name, trust, findings: [...new Set(findings.map(({ code }) => code))] };
    }),
  };
}

export async function mapOf(
  accounts: Readonly<Record<string, SaidAccount>>,
  {
    acknowledged = [],
    expected,
    ways = [MINT],
  }: { readonly acknowledged?: readonly string[]; readonly ways?: readonly AskingWay[] } & Pick<
    MapManner,
    "expected"
  > = {},
): Promise<HeldMap> {
  const manner = { ways, now: () => NOW, acknowledged: new Set(acknowledged), ...(expected && { expected }) };
  const maker = new MapMaker(manner);
  for (const [id, said] of Object.entries(accounts)) maker.take(accountRow(id, said));
  return maker.map(1, async () => {});
}

/** A statement that allows the role for a token of ours, with all that comes with it. */
export function allowed(condition: object = {}, account = ACCOUNT): object {
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${OUR_PROVIDER}` },
    Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
    Condition: { StringEquals: AUD, ...condition },
  };
}

export function group(...names: readonly string[]): object {
  return { "ForAnyValue:StringEquals": { [GROUPS]: names } };
}

export function somebody(...groups: readonly string[]): Person {
  return {
    issuer: "https://idp.example",
    subject: "ana",
    name: "ana@example.com",
    groups,
    groupsAt: NOW,
    via: "code",
    client: "actas",
  };
}

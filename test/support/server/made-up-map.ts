import type { MintWay } from "../../../src/server/roles/asking-way.ts";
import { packRoles } from "../../../src/server/roles/map-account.ts";
import type { AccountRow, RoleRow } from "../../../src/server/roles/map-rows.ts";
import { seeded } from "../../seeded.ts";

export const OUR_PROVIDER = "roles.corp.example/issuer";
export const MINT: MintWay = {
  mode: "mint",
  provider: OUR_PROVIDER,
  audience: "sts.amazonaws.com",
  sends: { tags: true, sourceIdentity: true },
};

/** How many of what an organization has. */
export interface MapSize {
  readonly accounts: number;
  readonly rolesEach: number;
  /** Of them with a policy that names the provider. */
  readonly federatedEach: number;
  readonly groups: number;
}

export function groupName(number: number): string {
  return `team-${number.toString().padStart(4, "0")}`;
}

/** The accounts of a made-up organization; the same in every run. */
export function* madeUpAccounts({ accounts, federatedEach, groups, rolesEach }: MapSize): Generator<AccountRow> {
  const random = seeded(1);
  for (let number = 0; number < accounts; number++) {
    const id = String(100_000_000_000 + number * 7919);
    const names = Array.from({ length: rolesEach }, (_, index) => `${WORDS[index % WORDS.length]}-${index}`);
    yield {
      id,
      partition: "aws",
      name: `Account ${number}`,
      aliases: [`corp-${number}`],
      scannedAt: 1_780_000_000_000,
      isClosed: false,
      providers: [{ url: OUR_PROVIDER, clientIds: ["sts.amazonaws.com"] }],
      packed: packRoles(names.toSorted().map((name) => ({ name, path: "/", maxSessionSeconds: 3600 }))),
      roles: names
        .slice(0, federatedEach)
        .map((name): RoleRow => ({ name, trust: trustOf(id, groups, random), findings: [] })),
    };
  }
}

const WORDS = ["Admin", "Developer", "ReadOnly", "Deploy", "Billing", "Support", "DataPlatformEngineer", "Auditor"];

/** A policy as organizations write them: most with a group or two, some with a pattern, few with a denial. */
function trustOf(account: string, groups: number, random: (below: number) => number): string {
  const kind = random(100);
  const some = Array.from({ length: 1 + random(3) }, () => groupName(random(groups)));
  const group = `${OUR_PROVIDER}:amr`;
  const condition =
    kind < 5
      ? { "ForAnyValue:StringLike": { [group]: [`team-${random(10)}${random(10)}*`] } }
      : { "ForAnyValue:StringEquals": { [group]: some } };
  const principal = { Federated: `arn:aws:iam::${account}:oidc-provider/${OUR_PROVIDER}` };
  const allow = {
    Effect: "Allow",
    Principal: principal,
    Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
    Condition: { StringEquals: { [`${OUR_PROVIDER}:aud`]: "sts.amazonaws.com" }, ...condition },
  };
  const deny = {
    Effect: "Deny",
    Principal: principal,
    Action: "sts:*",
    Condition: { "ForAnyValue:StringEquals": { [group]: "contractors" } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: kind > 96 ? [allow, deny] : allow });
}

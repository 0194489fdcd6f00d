import { portalEndpoint } from "../src/aws/sso-endpoint.ts";
import { SsoPortal } from "../src/aws/sso-portal.ts";
import { Clock } from "../src/base/clock.ts";
import { Secret } from "../src/base/secret.ts";
import { listRoles } from "../src/sources/identity-center/list-roles.ts";
import { largeOrganisation } from "../test/support/large-organisation.ts";
import type { Result } from "./result.ts";

const ACCOUNTS = 1000;
const ROLES_EACH = 5;
/** How long an answer from AWS takes over a good network. */
const LATENCY_MS = 20;

/** Listing all roles of a large organisation, against the same calls made one after another. */
export async function measureListRoles(): Promise<readonly Result[]> {
  await using center = largeOrganisation({ accounts: ACCOUNTS, rolesEach: ROLES_EACH, latencyMs: LATENCY_MS });
  const portal = (): SsoPortal =>
    new SsoPortal(portalEndpoint("eu-west-1", center.url), new Secret("bearer"), new Clock(), "once");
  let found = 0;
  let firstAfter = 0;
  const start = performance.now();
  await listRoles(portal(), (roles) => {
    firstAfter ||= seconds(start);
    found += roles.length;
  });
  const together = seconds(start);
  const inTurn = await oneAfterAnother(portal());
  return [
    {
      name: `list ${found} roles of ${ACCOUNTS} accounts, ${LATENCY_MS} ms away`,
      measured: `${together.toFixed(2)} s, the first after ${firstAfter.toFixed(2)} s`,
      baseline: `one call after another: ${inTurn.toFixed(1)} s`,
      ratio: together / inTurn,
      bound: { sense: "at most", ratio: 0.05 },
    },
  ];
}

async function oneAfterAnother(portal: SsoPortal): Promise<number> {
  const start = performance.now();
  let nextToken: string | undefined;
  do {
    const page = await portal.accountsPage(nextToken);
    for (const { accountId } of page.accounts) await portal.accountRoles(accountId);
    nextToken = page.nextToken;
  } while (nextToken);
  return seconds(start);
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

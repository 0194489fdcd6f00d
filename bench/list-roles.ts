import { portalEndpoint } from "../src/aws/identity-center/sso-endpoint.ts";
import { SsoPortal } from "../src/aws/identity-center/sso-portal.ts";
import { Clock } from "../src/base/clock.ts";
import { Secret } from "../src/base/secret.ts";
import { largeOrganisation } from "../test/support/large-organisation.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ACCOUNTS = 1000;
const ROLES_EACH = 5;
/** How long an answer from AWS takes over a good network. */
const LATENCY_MS = 20;
const ROUNDS = 5;
/** After which time a user is to see the first role. */
const FIRST_MS = 300;

/** Listing all roles of a large organisation, against the same calls made one after another. */
export async function measureListRoles(): Promise<readonly Result[]> {
  await using center = largeOrganisation({ accounts: ACCOUNTS, rolesEach: ROLES_EACH, latencyMs: LATENCY_MS });
  const program = compile("list-roles");
  const lists: Listed[] = [];
  for (let round = 0; round < ROUNDS; round++) lists.push(await listWith(program, center.url));
  const first = summarise(lists.map(({ firstMs }) => firstMs)).median;
  const all = summarise(lists.map(({ allMs }) => allMs)).median;
  const inTurn = await oneAfterAnother(center.url);
  const name = `list ${lists[0]?.found} roles of ${ACCOUNTS} accounts, ${LATENCY_MS} ms away`;
  return [
    {
      name,
      measured: inSeconds(all),
      baseline: `one call after another: ${inSeconds(inTurn)}`,
      ratio: all / inTurn,
      bound: { sense: "at most", ratio: 0.05 },
    },
    {
      name: `${name}: first role`,
      measured: inSeconds(first),
      baseline: inSeconds(FIRST_MS),
      ratio: first / FIRST_MS,
      bound: { sense: "at most", ratio: 1 },
    },
  ];
}

interface Listed {
  readonly found: number;
  readonly firstMs: number;
  readonly allMs: number;
}

/** A program of its own, as the agent is one: from source, loading the SDK would take 100 ms. */
async function listWith(program: string, url: string): Promise<Listed> {
  const { stdout } = Bun.spawn([program, url]);
  return (await new Response(stdout).json()) as Listed;
}

async function oneAfterAnother(url: string): Promise<number> {
  const portal = new SsoPortal(portalEndpoint("eu-west-1", url), new Secret("bearer"), new Clock(), "once");
  const start = performance.now();
  let nextToken: string | undefined;
  do {
    const page = await portal.accountsPage(nextToken);
    for (const { accountId } of page.accounts) await portal.accountRoles(accountId);
    nextToken = page.nextToken;
  } while (nextToken);
  return performance.now() - start;
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

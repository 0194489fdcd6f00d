import { pause } from "../jobs/pause.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { createOwnPeople, type PagePeople } from "./authorization/create-own-people.ts";
import { createForeignBouncer } from "./bearer/create-foreign-bouncer.ts";
import { IdTokensOfProvider } from "./bearer/id-tokens-of-provider.ts";
import { KeySource } from "./bearer/key-source.ts";
import { ShownProofs } from "./bearer/shown-proofs.ts";
import { requireOwnPeople } from "./own-people-settings.ts";
import type { PeopleSettings } from "./people-settings.ts";
import type { Bouncer, IdTokenReader } from "./person.ts";
import { claimNames } from "./upstream/facts-of-claims.ts";
import { publishedKeys } from "./upstream/published-keys.ts";
import { Upstream } from "./upstream/upstream.ts";

/** The part of the server that knows who asks. */
export interface People {
  readonly part: ServerPart;
  readonly bouncer: Bouncer;
  /** Absent: people sign in elsewhere, and this server has no pages for them. */
  readonly pages?: PagePeople;
  /** Absent: no ID token is taken. */
  readonly idTokens?: IdTokenReader;
}

/** How often new keys are looked for, and what has expired is forgotten. */
const ROUND_MS = 60_000;

/**
 * The part that knows who asks: by its own authorization server, behind which people sign in at an OpenID provider; or by
 * an authorization server that was there before.
 *
 * @throws {ActasError} `configuration`
 */
export async function createPeoplePart(tools: ServerTools, settings: PeopleSettings): Promise<People> {
  const { authorizationServer } = settings;
  const proofs = new ShownProofs(tools.database);
  if (authorizationServer && !settings.provider) {
    const bouncer = createForeignBouncer({ ...tools, proofs }, authorizationServer);
    const work = inRounds(tools, () => proofs.forgetExpired());
    return { part: { name: "people", routes: [], work }, bouncer };
  }
  const { keys, provider } = requireOwnPeople(settings);
  const upstream = new Upstream(provider, tools);
  const { bouncer, keepUp, pages, routes } = await createOwnPeople(tools, settings, { keys, proofs, upstream });
  const work = inRounds(tools, async () => {
    await keepUp();
    await proofs.forgetExpired();
  });
  const idTokens = idTokensOf(tools, settings, upstream);
  return { part: { name: "people", routes, work }, bouncer, pages, ...(idTokens && { idTokens }) };
}

function idTokensOf(
  { clock }: ServerTools,
  { idTokenClients, provider }: PeopleSettings,
  upstream: Upstream,
): IdTokenReader | undefined {
  if (!idTokenClients?.length) return undefined;
  const keys = new KeySource(async () => {
    const { jwks_uri } = await upstream.document();
    return publishedKeys(jwks_uri, upstream.context("read the OpenID provider's keys"));
  });
  const names = claimNames(provider ?? {});
  return new IdTokensOfProvider({ issuer: upstream.issuer, clientIds: idTokenClients, keys, ...names }, clock);
}

function inRounds(
  { log }: Pick<ServerTools, "log">,
  work: () => Promise<void>,
): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    for (;;) {
      await pause(ROUND_MS, signal);
      if (signal.aborted) return;
      try {
        await work();
      } catch (error) {
        log(`people: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
}

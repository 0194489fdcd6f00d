import type { JWK } from "jose";
import { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import type { Network } from "../../network/network.ts";
import { USUAL_GROUPS_SECONDS } from "./bearer/create-foreign-bouncer.ts";
import { ForeignIssuer } from "./bearer/foreign-issuer.ts";
import { requireOwnPeople } from "./own-people-settings.ts";
import type { PeopleSettings } from "./people-settings.ts";
import { Sealer } from "./sealer.ts";
import { publishedKeys } from "./upstream/published-keys.ts";
import { Upstream } from "./upstream/upstream.ts";

/** Who vouches for people, and what is to be known of it. */
export interface CheckedPeople {
  readonly issuer: string;
  readonly note?: string;
}

/**
 * Looks at what people need to sign in: that what is written goes together, that the key can be used, and that the OpenID
 * provider or the authorization server is there, calls itself as the configuration does, and publishes keys. It signs in
 * nobody.
 *
 * @throws {ActasError} `configuration`, `unreachable`, `throttled`
 */
export async function checkPeople(settings: PeopleSettings, network: Network): Promise<CheckedPeople> {
  if (settings.authorizationServer && !settings.provider) return checkForeign(settings.authorizationServer, network);
  const { keys, provider } = requireOwnPeople(settings);
  await Sealer.of(keys);
  const upstream = new Upstream(provider, { clock: new Clock(), log: () => {}, network });
  const { jwks_uri } = await upstream.document();
  requireKeys(provider.issuer, await publishedKeys(jwks_uri, upstream.context("read the OpenID provider's keys")));
  return { issuer: provider.issuer };
}

async function checkForeign(
  settings: NonNullable<PeopleSettings["authorizationServer"]>,
  network: Network,
): Promise<CheckedPeople> {
  const { groupsSeconds = USUAL_GROUPS_SECONDS, issuer } = settings;
  const server = new ForeignIssuer(settings, network);
  requireKeys(issuer, await server.keys());
  const { userinfo_endpoint } = await server.document();
  if (userinfo_endpoint) return { issuer };
  return { issuer, note: `it has no userinfo endpoint: nothing is lent by a token older than ${groupsSeconds} s` };
}

/** Without one no token is good. */
function requireKeys(issuer: string, keys: readonly JWK[]): void {
  if (keys.length > 0) return;
  throw new ActasError("configuration", `cannot know people by tokens of ${issuer}: it publishes no keys`);
}

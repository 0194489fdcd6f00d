import { Clock } from "../../base/clock.ts";
import type { Network } from "../../network/network.ts";
import { requireOwnPeople } from "./own-people-settings.ts";
import type { PeopleSettings } from "./people-settings.ts";
import { Sealer } from "./sealer.ts";
import { Upstream } from "./upstream/upstream.ts";

/**
 * Looks at what people need to sign in: that what is written goes together, that the key can be used, and that the OpenID
 * provider is there and calls itself as the configuration does. It signs in nobody.
 *
 * @returns who vouches for people
 * @throws {ActasError} `configuration`, `unreachable`, `throttled`
 */
export async function checkPeople(settings: PeopleSettings, network: Network): Promise<string> {
  if (settings.authorizationServer && !settings.provider) return settings.authorizationServer.issuer;
  const { keys, provider } = requireOwnPeople(settings);
  await Sealer.of(keys);
  await new Upstream(provider, { clock: new Clock(), log: () => {}, network }).document();
  return provider.issuer;
}

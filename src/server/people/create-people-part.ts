import { ActasError } from "../../base/errors.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { createOwnPeople, type PagePeople } from "./authorization/create-own-people.ts";
import { createForeignBouncer } from "./bearer/create-foreign-bouncer.ts";
import { IdTokensOfProvider } from "./bearer/id-tokens-of-provider.ts";
import { KeySource } from "./bearer/key-source.ts";
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

/**
 * The part that knows who asks: by its own authorization server, behind which people sign in at an OpenID provider; or by
 * an authorization server that was there before.
 *
 * @throws {ActasError} `configuration`
 */
export async function createPeoplePart(tools: ServerTools, settings: PeopleSettings): Promise<People> {
  const { authorizationServer, keys, provider } = settings;
  if (authorizationServer && provider) throw wrong("it has both `provider` and `authorizationServer`", "keep one");
  if (authorizationServer) {
    const bouncer = createForeignBouncer(tools, authorizationServer);
    return { part: { name: "people", routes: [] }, bouncer };
  }
  if (!provider) throw wrong("it says nobody who vouches for people", "add `people.provider`");
  if (!keys?.length) {
    throw wrong(
      "there is no key to seal sign-ins with",
      "write one into a file with `openssl rand -base64 32`, and name it as `people.keyFile`",
    );
  }
  const upstream = new Upstream(
    { ...provider, ...(settings.clientSecret && { clientSecret: settings.clientSecret }) },
    tools,
  );
  const { bouncer, pages, routes, work } = await createOwnPeople(tools, settings, { keys, upstream });
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

function wrong(reason: string, hint: string): ActasError {
  return new ActasError("configuration", `cannot use \`people\` of the configuration: ${reason}`, { hints: [hint] });
}

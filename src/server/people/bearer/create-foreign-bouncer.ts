import { SIGNING_ALGORITHMS } from "../../../oauth/openid/signing-algorithms.ts";
import { userInfo } from "../../../oauth/openid/user-info.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import type { ServerTools } from "../../server-tools.ts";
import type { PeopleSettings } from "../people-settings.ts";
import { inTime } from "../upstream/in-time.ts";
import { KeptDocument, ownDocument } from "../upstream/own-document.ts";
import { publishedKeys } from "../upstream/published-keys.ts";
import { requireSafeAddress } from "../upstream/safe-address.ts";
import { type AskAgain, ForeignBouncer } from "./foreign-bouncer.ts";
import { KeySource } from "./key-source.ts";

const SETTING = "people.authorizationServer";

/** Who knows people by the tokens of an authorization server that was there before. */
export function createForeignBouncer(
  { clock, network, url }: Pick<ServerTools, "clock" | "network" | "url">,
  settings: NonNullable<PeopleSettings["authorizationServer"]>,
): ForeignBouncer {
  const { audience = url, groupsClaim = "groups", groupsSeconds = 60, issuer, longestTokenSeconds = 3_600 } = settings;
  const hosts = [new URL(issuer).host, ...(settings.hosts ?? [])];
  const context = (action: string): RequestContext => ({
    source: "people",
    action,
    origin: `\`${SETTING}\``,
    network,
    signal: inTime(action, `\`${SETTING}\``),
    mayAsk: (address) => requireSafeAddress(address, { hosts, setting: SETTING }),
  });
  const document = new KeptDocument(() => ownDocument(issuer, context("read the authorization server's document")));
  const keys = new KeySource(async () => {
    const { jwks_uri } = await document.get();
    return publishedKeys(jwks_uri, context("read the authorization server's keys"));
  });
  const token = { issuer, audience, algorithms: SIGNING_ALGORITHMS, keys, longestSeconds: longestTokenSeconds };
  const askAgain: AskAgain = async (shown, subject) => {
    const provider = await document.get();
    if (!provider.userinfo_endpoint) return "cannot";
    const client = { clientId: audience, scopes: [], provider };
    return userInfo(client, shown, subject, context("ask the authorization server again"), clock);
  };
  const names = { groupsClaim, ...(settings.nameClaim !== undefined && { nameClaim: settings.nameClaim }) };
  return new ForeignBouncer({ token, groupsSeconds, ...names }, askAgain, clock);
}

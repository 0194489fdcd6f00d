import { SIGNING_ALGORITHMS } from "../../../oauth/openid/signing-algorithms.ts";
import { userInfo } from "../../../oauth/openid/user-info.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import type { ServerTools } from "../../server-tools.ts";
import type { PeopleSettings } from "../people-settings.ts";
import { claimNames } from "../upstream/facts-of-claims.ts";
import { guardedContext } from "../upstream/guarded-context.ts";
import { KeptDocument, ownDocument } from "../upstream/own-document.ts";
import { publishedKeys } from "../upstream/published-keys.ts";
import type { ProofTools } from "./accept-proof.ts";
import { type AskAgain, ForeignBouncer } from "./foreign-bouncer.ts";
import { KeySource } from "./key-source.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

/** Who knows people by the tokens of an authorization server that was there before. */
export function createForeignBouncer(
  { clock, network, proofs, url }: Pick<ServerTools, "network"> & ProofTools,
  settings: NonNullable<PeopleSettings["authorizationServer"]>,
): ForeignBouncer {
  const { audience = url, groupsSeconds = 60, issuer, longestTokenSeconds = 3_600 } = settings;
  const asked = { ...settings, setting: "people.authorizationServer", network };
  const context = (action: string): RequestContext => guardedContext(asked, action);
  const document = new KeptDocument(() => ownDocument(issuer, context("read the authorization server's document")));
  const keys = new KeySource(async () => {
    const { jwks_uri } = await document.get();
    return publishedKeys(jwks_uri, context("read the authorization server's keys"));
  });
  const token = {
    issuer,
    audience,
    algorithms: SIGNING_ALGORITHMS,
    keys,
    verified: new VerifiedTokens(),
    longestSeconds: longestTokenSeconds,
  };
  const askAgain: AskAgain = async (shown, subject) => {
    const provider = await document.get();
    if (!provider.userinfo_endpoint) return "cannot";
    const client = { clientId: audience, scopes: [], provider };
    return userInfo(client, shown, subject, context("ask the authorization server again"), clock);
  };
  return new ForeignBouncer({ token, groupsSeconds, ...claimNames(settings) }, askAgain, { clock, proofs, url });
}

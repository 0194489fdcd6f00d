import { SIGNING_ALGORITHMS } from "../../../oauth/openid/signing-algorithms.ts";
import { userInfo } from "../../../oauth/openid/user-info.ts";
import type { ServerTools } from "../../server-tools.ts";
import type { PeopleSettings } from "../people-settings.ts";
import { claimNames } from "../upstream/facts-of-claims.ts";
import type { ProofTools } from "./accept-proof.ts";
import { type AskAgain, ForeignBouncer } from "./foreign-bouncer.ts";
import { ForeignIssuer } from "./foreign-issuer.ts";
import { KeySource } from "./key-source.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

/** Groups in a token that is older are asked for again, unless it is configured otherwise. */
export const USUAL_GROUPS_SECONDS = 60;

/** Who knows people by the tokens of an authorization server that was there before. */
export function createForeignBouncer(
  { clock, network, proofs, url }: Pick<ServerTools, "network"> & ProofTools,
  settings: NonNullable<PeopleSettings["authorizationServer"]>,
): ForeignBouncer {
  const { audience = url, groupsSeconds = USUAL_GROUPS_SECONDS, issuer, longestTokenSeconds = 3_600 } = settings;
  const server = new ForeignIssuer(settings, network);
  const token = {
    issuer,
    audience,
    algorithms: SIGNING_ALGORITHMS,
    keys: new KeySource(() => server.keys()),
    verified: new VerifiedTokens(),
    longestSeconds: longestTokenSeconds,
  };
  const askAgain: AskAgain = async (shown, subject) => {
    const provider = await server.document();
    if (!provider.userinfo_endpoint) return "cannot";
    const client = { clientId: audience, scopes: [], provider };
    return userInfo(client, shown, subject, server.context("ask the authorization server again"), clock);
  };
  return new ForeignBouncer({ token, groupsSeconds, ...claimNames(settings) }, askAgain, { clock, proofs, url });
}

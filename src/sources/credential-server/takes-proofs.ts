import { askServer } from "../../http/ask-server.ts";
import { PROOF_ALGORITHM } from "../../oauth/proof-key.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { SERVER } from "./ask-credential-server.ts";

/**
 * Whether a credential server takes tokens that are bound to a key, which it says when it is asked without a token. Its
 * authorization server may bind tokens and know nothing of that: then they would be of no use here.
 *
 * @param action - completes "cannot …"
 * @throws {ActasError} `unreachable`
 * @see RFC 9449 section 7.1
 */
export async function takesProofs({ network, url }: CredentialServerDefinition, action: string): Promise<boolean> {
  const { headers, status } = await askServer(
    { url: new URL("roles", url).href, method: "GET", network },
    action,
    SERVER,
  );
  const [, challenge] = /(?:^|,)\s*DPoP\b(.*)$/is.exec(headers.get("www-authenticate") ?? "") ?? [];
  if (status !== 401 || challenge === undefined) return false;
  const [, algorithms] = /\balgs="([^"]*)"/i.exec(challenge) ?? [];
  return algorithms === undefined || algorithms.split(" ").includes(PROOF_ALGORITHM);
}

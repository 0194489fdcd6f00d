import { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { askServer } from "../../http/ask-server.ts";
import { discoverProvider } from "../../oauth/openid/discover-provider.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";

/** @see RFC 7517 section 5 */
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string(), use: z.optional(z.string()) })) });

/**
 * Checks without signing in that an OpenID provider is where the source says, and has what a sign-in needs.
 *
 * @throws {ActasError} `unreachable`; `configuration` with what is wrong with its discovery document or its keys
 */
export async function checkProvider({ id, network, origin, url }: WebIdentityDefinition): Promise<void> {
  const context = { source: id, action: `set up "${id}"`, origin, network };
  const provider = await discoverProvider(url, context);
  const request = { url: provider.jwks_uri, method: "GET", network } as const;
  const { status, json } = await askServer(request, context.action, "the OpenID provider's keys");
  const { data } = Keys.safeParse(json);
  const problem =
    status === 200 && data ? undefined : `${new URL(provider.jwks_uri).host} answered HTTP ${status} without keys`;
  const isSigned = data?.keys.some(({ kty, use = "sig" }) => ["RSA", "EC"].includes(kty) && use === "sig");
  if (!problem && isSigned) return;
  throw new ActasError("configuration", `cannot set up "${id}": ${problem ?? "the provider has no key to sign with"}`, {
    hints: [`its discovery document says that its keys are at ${new URL(provider.jwks_uri).href}`],
  });
}

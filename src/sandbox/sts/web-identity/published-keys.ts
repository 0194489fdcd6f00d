import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";

const TIMEOUT_MS = 5_000;
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The keys that an OpenID provider publishes now. AWS remembers them for a while; here each call asks, so that a key
 * that has gone is gone at once.
 *
 * @throws {AwsError} `IDPCommunicationError` when the provider cannot be asked, `InvalidIdentityToken` for other answers
 */
export async function publishedKeys(issuer: string): Promise<JSONWebKeySet> {
  const discovered = Discovery.safeParse(await json(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  if (!discovered.success || discovered.data.issuer !== issuer) throw noKey();
  const keys = Keys.safeParse(await json(discovered.data.jwks_uri));
  if (!keys.success) throw noKey();
  return keys.data;
}

async function json(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" }).catch(
    () => undefined,
  );
  if (!answer || answer.status >= 500) throw outOfReach();
  return answer.json().catch(() => undefined);
}

/** AWS's words where it finds no key for a token. */
export function noKey(): AwsError {
  const message =
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity " +
    "documentation for requirements";
  return new AwsError("InvalidIdentityToken", message);
}

function outOfReach(): AwsError {
  const message = "The identity provider that was asked to verify the incoming identity token could not be reached";
  return new AwsError("IDPCommunicationError", message);
}

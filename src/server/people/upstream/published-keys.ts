import type { JWK } from "jose";
import { z } from "zod/mini";
import { ActasError } from "../../../base/errors.ts";
import { askServer } from "../../../http/ask-server.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";

/** @see RFC 7517 section 5 */
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The keys that an issuer publishes.
 *
 * @throws {ActasError} `unreachable`, `configuration`
 */
export async function publishedKeys(
  url: string,
  { action, network, signal, whereIs }: RequestContext,
): Promise<readonly JWK[]> {
  const addresses = await whereIs?.(new URL(url));
  const request = { url, method: "GET", network, addresses, ...(signal && { signal }) } as const;
  const { json, status } = await askServer(request, action, "the issuer's keys");
  const parsed = KeySet.safeParse(json);
  if (status === 200 && parsed.success) return parsed.data.keys;
  throw new ActasError("unreachable", `cannot ${action}: ${new URL(url).host} answered HTTP ${status} without keys`);
}

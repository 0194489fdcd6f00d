import { z } from "zod/mini";
import type { Credentials } from "../base/credentials.ts";
import { Secret } from "../base/secret.ts";
import { parseTimestamp } from "../base/timestamp.ts";

const Output = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().check(z.minLength(1)),
  SecretAccessKey: z.string().check(z.minLength(1)),
  SessionToken: z.nullish(z.string()),
  Expiration: z.nullish(z.unknown()),
});

/**
 * Credentials in the form that a `credential_process` prints and a credential server answers; `undefined` for anything
 * else.
 *
 * @param cannot - makes the error for what has that form and still cannot be used; its reason begins with "its" or "it"
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function parseProcessCredentials(json: unknown, cannot: (reason: string) => Error): Credentials | undefined {
  const parsed = Output.safeParse(json);
  if (!parsed.success) return undefined;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parsed.data;
  const expiration = typeof Expiration === "string" ? parseTimestamp(Expiration) : undefined;
  if ((Expiration ?? "") !== "" && !expiration) {
    throw cannot("its `Expiration` is no time with a zone, such as 2026-01-02T03:04:05Z");
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    ...(SessionToken && { sessionToken: new Secret(SessionToken) }),
    ...(expiration && { expiration }),
  };
}

import { z } from "zod/mini";
import type { Credentials } from "../base/credentials.ts";
import { Secret } from "../base/secret.ts";

const Output = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().check(z.minLength(1)),
  SecretAccessKey: z.string().check(z.minLength(1)),
  SessionToken: z.nullish(z.string()),
  Expiration: z.nullish(z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))),
});

/**
 * Credentials in the form that a `credential_process` prints and a credential server answers; `undefined` for anything
 * else.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function parseProcessCredentials(json: unknown): Credentials | undefined {
  const parsed = Output.safeParse(json);
  if (!parsed.success) return undefined;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parsed.data;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    ...(SessionToken && { sessionToken: new Secret(SessionToken) }),
    ...(Expiration && { expiration: new Date(Expiration) }),
  };
}

import { z } from "zod/mini";
import { Secret } from "../base/secret.ts";
import type { SignIn } from "../sources/sign-ins.ts";

const optional = z.optional(z.string());

/** A sign-in as an agent that is replaced leaves it to the next one, over a pipe. */
export const SignInRecord = z.object({
  key: z.string(),
  source: z.string(),
  url: z.string(),
  grant: z.enum(["code", "device"]),
  accessToken: z.string(),
  refreshToken: optional,
  expiration: optional,
  client: z.optional(z.object({ clientId: z.string(), clientSecret: z.string(), expiration: z.string() })),
});

export function toRecord({
  accessToken,
  refreshToken,
  expiration,
  client,
  ...plain
}: SignIn): z.infer<typeof SignInRecord> {
  return {
    ...plain,
    accessToken: accessToken.reveal(),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
    ...(expiration && { expiration: expiration.toISOString() }),
    ...(client && {
      client: {
        clientId: client.clientId,
        clientSecret: client.clientSecret.reveal(),
        expiration: client.expiration.toISOString(),
      },
    }),
  };
}

export function fromRecord({ key, source, url, grant, ...record }: z.infer<typeof SignInRecord>): SignIn {
  const { accessToken, refreshToken, expiration, client } = record;
  return {
    ...{ key, source, url, grant },
    accessToken: new Secret(accessToken),
    ...(refreshToken && { refreshToken: new Secret(refreshToken) }),
    ...(expiration && { expiration: new Date(expiration) }),
    ...(client && {
      client: {
        clientId: client.clientId,
        clientSecret: new Secret(client.clientSecret),
        expiration: new Date(client.expiration),
      },
    }),
  };
}

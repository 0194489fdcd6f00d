import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import { parseTimestamp } from "../../base/timestamp.ts";
import type { ClientRegistration, SignIn } from "../../sources/sign-ins.ts";
import { DefinitionRecord, fromDefinitionRecord, toDefinitionRecord } from "./definition-record.ts";

const optional = z.optional(z.string());
const time = z.string().check(z.refine((text) => parseTimestamp(text) !== undefined));

/** An OAuth client that was registered, in the same form. */
export const ClientRecord = z.object({ clientId: z.string(), clientSecret: z.string(), expiration: time });

/** A sign-in as an agent that is replaced leaves it to the next one, over a pipe. */
export const SignInRecord = z.object({
  key: z.string(),
  source: z.string(),
  url: z.string(),
  grantType: z.enum(["code", "device"]),
  person: optional,
  accessToken: z.string(),
  refreshToken: optional,
  expiration: z.optional(time),
  client: z.optional(ClientRecord),
  leftInFile: optional,
  obtainedAt: z.optional(z.number()),
  definition: z.optional(DefinitionRecord),
});

export function toRecord({
  accessToken,
  refreshToken,
  expiration,
  client,
  leftInFile,
  definition,
  ...plain
}: SignIn): z.infer<typeof SignInRecord> {
  return {
    ...plain,
    accessToken: accessToken.reveal(),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
    ...(expiration && { expiration: expiration.toISOString() }),
    ...(client && { client: toClientRecord(client) }),
    ...(leftInFile && { leftInFile: leftInFile.reveal() }),
    ...(definition && { definition: toDefinitionRecord(definition) }),
  };
}

export function fromRecord({ key, source, url, grantType, ...record }: z.infer<typeof SignInRecord>): SignIn {
  const { accessToken, refreshToken, expiration, client, leftInFile, obtainedAt, definition, person } = record;
  return {
    ...{ key, source, url, grantType },
    accessToken: new Secret(accessToken),
    ...(person && { person }),
    ...(refreshToken && { refreshToken: new Secret(refreshToken) }),
    ...(expiration && { expiration: new Date(expiration) }),
    ...(client && { client: fromClientRecord(client) }),
    ...(leftInFile && { leftInFile: new Secret(leftInFile) }),
    ...(obtainedAt !== undefined && { obtainedAt }),
    ...(definition && { definition: fromDefinitionRecord(definition) }),
  };
}

export function toClientRecord(client: ClientRegistration): z.infer<typeof ClientRecord> {
  const { clientId, clientSecret, expiration } = client;
  return { clientId, clientSecret: clientSecret.reveal(), expiration: expiration.toISOString() };
}

export function fromClientRecord(record: z.infer<typeof ClientRecord>): ClientRegistration {
  const { clientId, clientSecret, expiration } = record;
  return { clientId, clientSecret: new Secret(clientSecret), expiration: new Date(expiration) };
}

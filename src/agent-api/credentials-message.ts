import type { Credentials } from "../base/credentials.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import { Secret } from "../base/secret.ts";
import type { CredentialsMessage } from "./messages.ts";

/** The form of credentials on the socket, for a peer that was found to be of the same user. */
export function toCredentialsMessage({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
}: Credentials): CredentialsMessage {
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
    ...(expiration && { expiration: expiration.toISOString() }),
  };
}

/** The credentials in such a message. */
export function fromCredentialsMessage({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
}: CredentialsMessage): Credentials {
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    ...(sessionToken && { sessionToken: new Secret(sessionToken) }),
    ...(expiration && { expiration: new Date(expiration) }),
  };
}

/** The credentials that variables for a program hold, where they hold the keys themselves. */
export function credentialsIn(environment: EnvironmentChanges): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ACTAS_EXPIRATION } = environment;
  return fromCredentialsMessage({
    accessKeyId: AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? "",
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    ...(ACTAS_EXPIRATION && { expiration: ACTAS_EXPIRATION }),
  });
}

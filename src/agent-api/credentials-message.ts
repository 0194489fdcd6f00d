import type { Credentials } from "../base/credentials.ts";
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

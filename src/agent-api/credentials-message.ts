import type { Credentials } from "../base/credentials.ts";
import { Secret } from "../base/secret.ts";
import type { CredentialsMessage } from "./messages.ts";

/** Credentials as they travel over the socket, to a process of the same user whose peer was checked. */
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

/** The same at the other end. */
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

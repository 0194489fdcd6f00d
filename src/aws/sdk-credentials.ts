import type { Credentials } from "../base/credentials.ts";

/** Credentials in the SDK's form, to sign a call with. */
export function sdkCredentials({ accessKeyId, secretAccessKey, sessionToken }: Credentials) {
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  };
}

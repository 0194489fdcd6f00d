import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";

/** Credentials as they stand in a credentials file. */
export function keysAsProfile(profile: string, credentials: Credentials): string {
  return [`[${profile}]`, ...settingsOfKeys(credentials).map(({ key, value }) => `${key} = ${value}`)].join("\n");
}

/** The settings of such a profile, in their order. No SDK reads when the keys end, but people and aws-vault do. */
export function settingsOfKeys(credentials: Credentials): readonly { readonly key: string; readonly value: string }[] {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  return [
    { key: "aws_access_key_id", value: accessKeyId },
    { key: "aws_secret_access_key", value: secretAccessKey.reveal() },
    ...(sessionToken ? [{ key: "aws_session_token", value: sessionToken.reveal() }] : []),
    ...(expiration ? [{ key: "aws_credential_expiration", value: awsTimestamp(expiration) }] : []),
  ];
}

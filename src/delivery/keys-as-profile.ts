import type { Credentials } from "../base/credentials.ts";

/** Long-term keys as they stand in a credentials file. */
export function keysAsProfile(profile: string, { accessKeyId, secretAccessKey }: Credentials): string {
  const settings = [`aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey.reveal()}`];
  return [`[${profile}]`, ...settings].join("\n");
}

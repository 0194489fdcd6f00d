import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import { jsonText } from "../base/printable.ts";

/** How the members are called: as the STS API names them, as boto3's `Session` does, as the AWS SDK for JavaScript does. */
export type JsonStyle = "sts" | "boto" | "js";

const NAMES = {
  sts: ["AccessKeyId", "SecretAccessKey", "SessionToken"],
  boto: ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"],
  js: ["accessKeyId", "secretAccessKey", "sessionToken"],
} as const;

/**
 * Credentials as JSON; absent members are left out. Only the style of STS has `Expiration`: the others are passed on as
 * arguments, where boto3 refuses a fourth, and the SDK for JavaScript wants a `Date`.
 */
export function jsonOutput(credentials: Credentials, style: JsonStyle = "sts"): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const [id, secret, token] = NAMES[style];
  const members = {
    [id]: accessKeyId,
    [secret]: secretAccessKey.reveal(),
    [token]: sessionToken?.reveal(),
    Expiration: style === "sts" && expiration ? awsTimestamp(expiration) : undefined,
  };
  return jsonText(members, "indented");
}

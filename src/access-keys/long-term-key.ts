import { isAccessKeyId } from "../aws/access-key-id.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";

/** Of every secret access key that AWS has made. */
const SECRET_LENGTH = 40;

/** @throws {ActasError} `usage` for what cannot be a long-term key, without a word of it but an id */
export function longTermKey(accessKeyId: string, secretAccessKey: Secret): Credentials {
  const problem = problemWithId(accessKeyId) ?? problemWithSecret(secretAccessKey, accessKeyId);
  if (problem) throw new ActasError("usage", `cannot take this as an access key: ${problem}`);
  return { accessKeyId, secretAccessKey };
}

/** Why a text cannot be the id of a long-term key. */
export function problemWithId(text: string): string | undefined {
  if (!isAccessKeyId(text) || text.length < 16) return "its id does not look like AKIA…";
  return text.startsWith("ASIA") ? `${text} is a temporary key, which ends by itself` : undefined;
}

/** Why a text cannot be the secret of that key. */
export function problemWithSecret(secret: Secret, accessKeyId: string): string | undefined {
  const text = secret.reveal();
  if (text === "") return "its secret is empty";
  if (!/^[\x21-\x7e]+$/.test(text)) return "its secret has characters that no secret has";
  return text === accessKeyId ? "its secret is its id" : undefined;
}

/**
 * Why a secret that was typed without being seen is not one of AWS: it is easily cut off. Another server's may have any
 * length; they can be read from standard input.
 */
export function problemWithLength(secret: Secret): string | undefined {
  const { length } = secret.reveal();
  return length === SECRET_LENGTH
    ? undefined
    : `a secret of AWS has ${SECRET_LENGTH} characters, and this has ${length}`;
}

import { isAccessKeyId } from "../aws/access-key-id.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";

const ID = /^(?:AccessKeyId|Access key ID)$/i;
const SECRET = /^(?:SecretAccessKey|Secret access key)$/i;

/**
 * A long-term key as it is pasted or piped: id and secret on one line or two, the CSV file of AWS's console, or the JSON
 * of `aws iam create-access-key`.
 *
 * @throws {ActasError} `usage` without a word of the text
 */
export function keyFromText(text: string): Credentials {
  const found = fromJson(text) ?? fromWords(text);
  if (!found) {
    throw new ActasError("usage", "cannot read an access key from that: it is not an id and a secret", {
      hints: ["give the id and the secret on two lines, or the CSV or JSON that AWS made"],
    });
  }
  const [accessKeyId, secret] = found;
  return longTermKey(accessKeyId, new Secret(secret));
}

/** @throws {ActasError} `usage` for what cannot be a long-term key */
export function longTermKey(accessKeyId: string, secretAccessKey: Secret): Credentials {
  const problem = problemWith(accessKeyId, secretAccessKey.reveal());
  if (problem) throw new ActasError("usage", `cannot take this as an access key: ${problem}`);
  return { accessKeyId, secretAccessKey };
}

function problemWith(accessKeyId: string, secret: string): string | undefined {
  if (!isAccessKeyId(accessKeyId) || accessKeyId.length < 16) return "its id does not look like AKIA…";
  if (accessKeyId.startsWith("ASIA")) return `${accessKeyId} is a temporary key, which ends by itself`;
  if (!/^[\x21-\x7e]+$/.test(secret)) return "its secret has characters that no secret has";
  return secret === accessKeyId ? "its secret is its id" : undefined;
}

function fromJson(text: string): [string, string] | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const { AccessKey, ...flat } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const entries = Object.entries({ ...flat, ...(typeof AccessKey === "object" ? AccessKey : {}) });
    const member = (name: RegExp): unknown => entries.find(([key]) => name.test(key))?.[1];
    const [id, secret] = [member(ID), member(SECRET)];
    return typeof id === "string" && typeof secret === "string" ? [id, secret] : undefined;
  } catch {
    return undefined;
  }
}

/** The CSV file of the console has a line of titles, and perhaps a mark of the byte order. */
function fromWords(text: string): [string, string] | undefined {
  const lines = text.replace(/^\uFEFF/, "").split(/[\r\n]+/);
  const words = lines.flatMap((line) => line.split(/[,\t ]/)).map((word) => word.trim());
  const untitled = words.filter((word) => word !== "" && !/^(?:access|secret|key|id)$/i.test(word));
  const [id, secret, more] = untitled;
  return id && secret && more === undefined ? [id, secret] : undefined;
}

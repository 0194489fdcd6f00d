import { createHash } from "node:crypto";

/** The kinds of key that may sign a bundle: those of today, each of one strength. */
const KINDS: ReadonlySet<string> = new Set([
  "ssh-ed25519",
  "sk-ssh-ed25519@openssh.com",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ecdsa-sha2-nistp256@openssh.com",
]);

/** No key of these kinds is nearly as long. */
const LONGEST = 1_000;

/**
 * A public key without its comment, `KIND BASE64`, as OpenSSH writes it into files; undefined for another kind of key,
 * and for anything else.
 */
export function keyTextOf(written: string): string | undefined {
  const [kind = "", base64 = ""] = written.trim().split(/[ \t]+/);
  const blob = Buffer.from(base64, "base64");
  const isKey = KINDS.has(kind) && base64.length <= LONGEST && blob.toString("base64") === base64;
  return isKey && kindIn(blob) === kind ? `${kind} ${base64}` : undefined;
}

/** Whether a text is a public key that may sign bundles. */
export function isKeyText(written: string): boolean {
  return keyTextOf(written) !== undefined;
}

/** The same for a key as it stands in a signature. */
export function keyTextFrom(blob: Uint8Array): string | undefined {
  return keyTextOf(`${kindIn(blob) ?? ""} ${Buffer.from(blob).toString("base64")}`);
}

/** A key's fingerprint, as ssh shows it. */
export function fingerprintOf(keyText: string): string {
  const [, base64 = ""] = keyText.split(" ");
  const digest = createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}

/** RFC 4253 section 6.6: a key begins with the name of its kind. */
function kindIn(blob: Uint8Array): string | undefined {
  const bytes = Buffer.from(blob);
  if (bytes.length < 4) return undefined;
  const length = bytes.readUInt32BE(0);
  return length <= bytes.length - 4 ? bytes.toString("latin1", 4, 4 + length) : undefined;
}

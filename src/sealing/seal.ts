import type { Secret } from "../base/secret.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const ALGORITHM = "AES-GCM";

/** A new key, as text. */
export function newKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES))).toString("base64url");
}

/** Undefined when the text is not a key. */
export async function importKey(text: Secret): Promise<CryptoKey | undefined> {
  const bytes = Buffer.from(text.reveal(), "base64url");
  if (bytes.length !== KEY_BYTES) return undefined;
  return crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
}

/** Seals text so that it can only be opened with the same key, and only under the same name. NIST SP 800-38D */
export async function seal(key: CryptoKey, name: string, text: Secret): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: ALGORITHM, iv, additionalData: bytesOf(name) },
    key,
    bytesOf(text.reveal()),
  );
  return Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64");
}

/** Undefined when it was not sealed with this key under this name, or was changed since. */
export async function unseal(key: CryptoKey, name: string, sealed: string): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, "base64");
  const parameters = { name: ALGORITHM, iv: bytes.subarray(0, NONCE_BYTES), additionalData: bytesOf(name) };
  try {
    const text = await crypto.subtle.decrypt(parameters, key, bytes.subarray(NONCE_BYTES));
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

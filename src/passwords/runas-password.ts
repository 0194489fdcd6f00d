import { createDecipheriv, scrypt } from "node:crypto";
import { Secret } from "../base/secret.ts";

/** 1 GiB of memory: aws-runas always takes a quarter of that, and a file must not be able to take it all. */
const MOST_COST = 20;
const BLOCK = 16;
const SCRYPT = { r: 8, p: 1, maxmem: 2 ** 31 } as const;

/**
 * A password as aws-runas has it in a file: encrypted by AES-128-CBC, with a key that scrypt makes of the URL and a salt,
 * both of which stand beside it. That is `cost$salt$data`: hexadecimal, Base32, Base64 without padding. What is not of
 * this form, or does not open, is the password itself.
 */
export async function runasPassword(text: Secret, url: string): Promise<Secret> {
  const plain = await opened(text.reveal(), url);
  return plain === undefined ? text : new Secret(plain);
}

async function opened(text: string, url: string): Promise<string | undefined> {
  const parts = /^([0-9a-f]{1,2})\$([A-Z2-7]+)\$([\w+/]+)$/i.exec(text);
  if (!parts) return undefined;
  const [, cost = "", salt = "", data = ""] = parts;
  const bytes = Buffer.from(data, "base64");
  const power = Number.parseInt(cost, 16);
  if (power < 1 || power > MOST_COST || bytes.length < 2 * BLOCK || bytes.length % BLOCK !== 0) return undefined;
  const key = await derivedKey(url, bytesOfBase32(salt), 2 ** power);
  const decipher = createDecipheriv("aes-128-cbc", key, bytes.subarray(0, BLOCK)).setAutoPadding(false);
  return textOf(Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]).toString("latin1"));
}

function derivedKey(url: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(url, salt, BLOCK, { ...SCRYPT, N: cost }, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The text is in Base64, each letter moved by half the alphabet, and filled up with `=` to whole blocks. */
function textOf(padded: string): string | undefined {
  const moved = padded.replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(moved)) return undefined;
  const text = [...moved].map((letter) => BASE64[(BASE64.indexOf(letter) + 32) % 64]).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, "base64"));
  } catch {
    return undefined;
  }
}

function bytesOfBase32(text: string): Uint8Array {
  const bits = [...text.toUpperCase()].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

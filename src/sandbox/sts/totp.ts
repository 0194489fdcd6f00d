import { createHmac } from "node:crypto";

const STEP_SECONDS = 30;

/** The time step a moment lies in; `now` in milliseconds since the epoch (RFC 6238 section 4.2, X = 30, T0 = 0). */
export function timeStep(now: number): number {
  return Math.floor(now / 1000 / STEP_SECONDS);
}

/** When a time step begins, in milliseconds since the epoch. */
export function startOfStep(step: number): number {
  return step * STEP_SECONDS * 1000;
}

/** The one-time password of a time step: HOTP with SHA-1 (RFC 4226 section 5.3), six digits as AWS uses. */
export function totp(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest.readUInt8(19) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** Bytes of a Base32 text (RFC 4648 section 6), the form in which AWS shows the secret of a virtual device. */
export function fromBase32(text: string): Uint8Array {
  const letters = [...text.toUpperCase().replace(/=+$/, "")];
  const bits = letters.map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** The other way round. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

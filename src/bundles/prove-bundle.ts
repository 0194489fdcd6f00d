import { createHash } from "node:crypto";
import { ActasError } from "../base/errors.ts";
import type { FetchedBundle } from "./fetch-bundle.ts";
import { fingerprintOf, keyTextOf } from "./key-text.ts";
import type { ParsedBundle } from "./parse-bundle.ts";
import type { Pin } from "./pin.ts";
import { requireSigned, signerOf } from "./require-signed.ts";

/** What the user has typed to tell the organisation's bundle from any other. */
export interface TypedPin {
  /** In hexadecimal, lower case. */
  readonly sha256?: string;
  /** A fingerprint. */
  readonly key?: string;
}

/** What a bundle is known by, and whether the user is still to say that this is right. */
export interface Proof {
  readonly pin: Pin;
  readonly isProven: boolean;
}

interface Proving {
  readonly fetched: FetchedBundle;
  readonly bundle: ParsedBundle["bundle"];
  readonly typed: TypedPin;
  /** Of the bundle of this name that is installed. */
  readonly kept: Pin | undefined;
}

/**
 * Finds out whether a bundle is the organisation's: by what the user has typed, else by what was accepted before.
 *
 * @throws {ActasError} `untrusted` when it is not; `system` where its signature cannot be verified
 */
export async function proveBundle({ fetched, bundle, typed, kept }: Proving): Promise<Proof> {
  const { from, signature, text } = fetched;
  const sha256 = createHash("sha256").update(text).digest("hex");
  if (typed.sha256 !== undefined) {
    if (typed.sha256 !== sha256) throw untrusted(from, "its SHA-256 is not the one that was given");
    return { pin: { from, sha256, by: "sha256" }, isProven: true };
  }
  const needsKey = kept?.key !== undefined || typed.key !== undefined;
  if (kept?.by === "sha256" && typed.key === undefined) {
    if (kept.sha256 === sha256) return { pin: { ...kept, from }, isProven: true };
    throw untrusted(from, "it is not the one whose SHA-256 was given", [
      "`--sha256` takes that of the new one, as your organisation publishes it",
    ]);
  }
  if (signature === undefined) {
    if (needsKey) throw untrusted(from, "there is no signature beside it");
    return { pin: { from, sha256, by: "user" }, isProven: kept?.sha256 === sha256 };
  }
  const key = requireKey(signature, from, { typed, kept });
  await requireSigned(text, signature, key, from);
  const next = bundle.next_key === undefined ? undefined : keyTextOf(bundle.next_key);
  return { pin: { from, sha256, by: "key", key, ...(next && { next_key: next }) }, isProven: needsKey };
}

function requireKey(signature: string, from: string, { typed, kept }: Pick<Proving, "typed" | "kept">): string {
  const key = signerOf(signature);
  if (!key) {
    throw untrusted(from, "what is beside it is no SSH signature by an Ed25519 or ECDSA key", [
      "`--sha256` does without the signature",
    ]);
  }
  if (typed.key !== undefined && fingerprintOf(key) !== typed.key) {
    throw untrusted(from, "it is signed by another key than the one that was given");
  }
  if (kept?.key !== undefined && key !== kept.key && key !== kept.next_key) {
    throw untrusted(from, `it is signed by another key than the one that you accepted, ${fingerprintOf(kept.key)}`, [
      "ask your organisation; `actas setup org --remove` forgets the key with the bundle",
    ]);
  }
  return key;
}

function untrusted(from: string, reason: string, hints: readonly string[] = []): ActasError {
  return new ActasError("untrusted", `cannot use ${from}: ${reason}`, { hints });
}

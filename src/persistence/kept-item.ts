import { z } from "zod/mini";
import { Secret } from "../base/secret.ts";
import { signInKey } from "../cache/cache-key.ts";
import { PASSWORD_KEPT_MS } from "../mfa/yubikey/oath-passwords.ts";
import { EntryRecord } from "./entry-record.ts";
import { type Kept, type KeptItem, keptKind, keptKindOf, nameOf } from "./kept-of.ts";
import { OathPasswordRecord } from "./oath-password-record.ts";
import { SignInRecord } from "./sign-in-record.ts";

/** AWS gives no session for longer, GetSessionToken's 36 hours. */
const LONGEST_MS = 36 * 3_600_000;
/** A clock may have been set since. */
const CLOCK_MS = 300_000;

/** The text to keep. */
export function keptText(item: KeptItem): Secret {
  return new Secret(JSON.stringify(recordOf(item)));
}

function recordOf(item: KeptItem): unknown {
  if (item.kept === "sign-in") return z.encode(SignInRecord, item.signIn);
  if (item.kept === "oath-password") return z.encode(OathPasswordRecord, item.held);
  return z.encode(EntryRecord, item.entry);
}

/**
 * Reads what was kept under a name. Another program of the user could have put it there, so it counts only under the key
 * that its own configuration makes, and no longer than AWS would give it. `foreign`: this version has not written it.
 */
export function keptItem(name: string, text: Secret, now: number): KeptItem | "over" | "foreign" {
  const kept = keptKind(name);
  try {
    const record = JSON.parse(text.reveal());
    const item = kept === undefined ? "foreign" : itemFrom(kept, record, now);
    return typeof item === "string" || nameOf(item) === name ? item : "foreign";
  } catch {
    return "foreign";
  }
}

function itemFrom(kept: Kept, record: unknown, now: number): KeptItem | "over" | "foreign" {
  if (kept === "sign-in") return signInFrom(record, now);
  return kept === "oath-password" ? passwordFrom(record, now) : entryFrom(kept, record, now);
}

/** It goes to the key of that number alone, which says itself whether it is right. */
function passwordFrom(record: unknown, now: number): KeptItem | "over" | "foreign" {
  const held = OathPasswordRecord.parse(record);
  if (held.until <= now) return "over";
  return held.until <= now + PASSWORD_KEPT_MS + CLOCK_MS ? { kept: "oath-password", held } : "foreign";
}

/** Tokens go only where the definition says that the key is made of. */
function signInFrom(record: unknown, now: number): KeptItem | "over" | "foreign" {
  const signIn = SignInRecord.parse(record);
  const { definition, expiration, renewable } = signIn;
  if (!definition || signInKey(definition) !== signIn.key) return "foreign";
  if (definition.id !== signIn.source || definition.url !== signIn.url) return "foreign";
  if (!isPast(signIn.obtainedAt ?? 0, now)) return "foreign";
  const isOver = expiration !== undefined && !(expiration.getTime() > now) && !renewable;
  return isOver ? "over" : { kept: "sign-in", signIn };
}

function entryFrom(kept: "session" | "credentials", record: unknown, now: number): KeptItem | "over" | "foreign" {
  const entry = EntryRecord.parse(record);
  const end = entry.credentials.expiration?.getTime() ?? Number.NaN;
  if (end <= now) return "over";
  const mayBe = end <= now + LONGEST_MS + CLOCK_MS && isPast(entry.obtainedAt, now);
  return mayBe && keptKindOf(entry) === kept && entry.credentials.sessionToken ? { kept, entry } : "foreign";
}

function isPast(time: number, now: number): boolean {
  return time <= now + CLOCK_MS;
}

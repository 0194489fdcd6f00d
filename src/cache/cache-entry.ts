import type { Credentials } from "../base/credentials.ts";

/** One set of credentials in the cache. */
export interface CacheEntry {
  readonly key: string;
  /** `sign-in`: what a source remembers, such as that an IAM user has given a code; `credentials`: what a target became. */
  readonly kind: "sign-in" | "credentials";
  /** For people: the profile, role ARN or user; not part of the key. */
  readonly label: string;
  readonly credentials: Credentials;
  /** Key of the sign-in, or of the IAM user, that they were got with, if any. */
  readonly signIn?: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
}

/** What an entry is, without its secrets. */
export type CacheFacts = Pick<CacheEntry, "key" | "kind" | "label" | "signIn"> &
  Pick<Credentials, "accessKeyId" | "expiration">;

/** What of it reports show. */
export type ShownEntry = Pick<CacheFacts, "kind" | "label" | "accessKeyId" | "expiration">;

/** What identifies an entry that is gone. */
export type GoneEntry = Pick<CacheEntry, "key" | "kind">;

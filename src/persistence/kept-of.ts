import type { CacheEntry } from "../cache/cache-entry.ts";
import { type OathPassword, PASSWORD_KEPT_MS } from "../mfa/yubikey/oath-passwords.ts";
import type { SignIn } from "../sources/sign-ins.ts";

/** What is kept, by the word its name begins with. */
export type Kept = "sign-in" | "session" | "oath-password" | "credentials";

/** What of all that is kept belongs to each kind of entry that users clear. */
export const KEPT_OF = {
  "sign-in": ["sign-in", "session", "oath-password"],
  credentials: ["credentials"],
  all: ["sign-in", "session", "oath-password", "credentials"],
} as const satisfies Record<string, readonly Kept[]>;

/** What a name says is kept under it; undefined for what others keep. */
export function keptKind(name: string): Kept | undefined {
  return /^(sign-in|session|oath-password|credentials)\//.exec(name)?.[1] as Kept | undefined;
}

/** One thing that is kept. */
export type KeptItem =
  | { readonly kept: "sign-in"; readonly signIn: SignIn }
  | { readonly kept: "session" | "credentials"; readonly entry: CacheEntry }
  | { readonly kept: "oath-password"; readonly held: OathPassword };

/** The name that a sign-in, or an entry of the cache, is kept under. */
export function keptName(kept: Kept, key: string): string {
  return `${kept}/${key}`;
}

/** Which word an entry of the cache is kept under. */
export function keptKindOf({ kind }: Pick<CacheEntry, "kind">): "session" | "credentials" {
  return kind === "sign-in" ? "session" : "credentials";
}

/** An entry of the cache, as a thing to keep. */
export function keptEntry(entry: CacheEntry): KeptItem {
  return { kept: keptKindOf(entry), entry };
}

/** When it was obtained; the later one of two is the one to have. */
export function obtainedAt(item: KeptItem): number {
  if (item.kept === "oath-password") return item.held.until - PASSWORD_KEPT_MS;
  return (item.kept === "sign-in" ? item.signIn.obtainedAt : item.entry.obtainedAt) ?? 0;
}

/** The name that it is kept under. */
export function nameOf(item: KeptItem): string {
  if (item.kept === "oath-password") return keptName(item.kept, item.held.serial);
  return keptName(item.kept, item.kept === "sign-in" ? item.signIn.key : item.entry.key);
}

/** What is kept, by the word its name begins with. */
export type Kept = "sign-in" | "session" | "credentials";

/** What of all that is kept belongs to each kind of entry that users clear. */
export const KEPT_OF = {
  "sign-in": ["sign-in", "session"],
  credentials: ["credentials"],
  all: ["sign-in", "session", "credentials"],
} as const satisfies Record<string, readonly Kept[]>;

/** What a name says is kept under it; undefined for what others keep. */
export function keptKind(name: string): Kept | undefined {
  return /^(sign-in|session|credentials)\//.exec(name)?.[1] as Kept | undefined;
}

import type { ListState, PageFound, PageSearch } from "../../page/page-state.ts";
import type { CustomRole } from "./custom-role.ts";
import type { ServedProfile } from "./served-profile.ts";
import type { ProfileNames } from "./serving-actions.ts";

/** The targets that the page lists, and what is known of them. */
export interface PageTargets {
  list(): Omit<ListState, "search">;
  find(search: PageSearch): PageFound;
  /** Reads the list again. */
  fill(): void;
  /** What a row stands for: a target, by the name under which it is served, or a source to sign in to. */
  meant(key: string): { readonly target: string } | { readonly source: string } | undefined;
  /** The row that stands for a target that is served: one of its own, once all are listed and none does. */
  rowOf(target: string): string | undefined;
  signIn(source: string): Promise<void>;
  /** The name under which a role is served. */
  named(role: CustomRole): string;
  /** @returns the name of the profile, as it is typed */
  save(name: string, role: CustomRole): Promise<string>;
  profile(target: string): Promise<ServedProfile>;
  profileNames(): Promise<ProfileNames>;
  /** Profiles whose keys may assume a role, as far as the files have been read. */
  readonly sourceProfiles: readonly string[];
}

import type { ActasError } from "../../base/errors.ts";
import type { PageFound, PageSearch } from "../../page/page-state.ts";
import type { ServingPageState, ServingQuestion } from "../../page/serving-page-state.ts";
import type { CustomRole } from "./custom-role.ts";
import type { ServedProfile } from "./served-profile.ts";

/** What has come of what the page wants, as soon as there is something to tell. */
export type Outcome =
  | { readonly kind: "done" }
  /** The user is asked first. The work goes on with the answer, whether the page waits for it or not. */
  | { readonly kind: "asked"; readonly question: ServingQuestion }
  | { readonly kind: "failed"; readonly error: ActasError };

/** What has become of a code: it may be none, or none may be asked for. */
export type CodeOutcome = Outcome | { readonly kind: "not-a-code" } | { readonly kind: "unasked" };

/** What the page and the JSON interface ask of `actas serve`. */
export interface ServingActions {
  state(): ServingPageState;
  /** Called when a link has opened the page. */
  opened(): void;
  find(search: PageSearch): PageFound;
  /** Serves what a row of the list stands for, or signs in there. */
  choose(key: string): void;
  /** The user says no to what is asked, and gives up what is being done. */
  cancel(): void;
  /** What is served. Undefined: nothing yet. @throws {ActasError} */
  profile(): Promise<ServedProfile | undefined>;
  switchTo(target: string): Promise<Outcome>;
  refresh(): Promise<Outcome>;
  code(text: string): Promise<CodeOutcome>;
  serveRole(role: CustomRole): Promise<Outcome>;
  saveRole(name: string, role: CustomRole): Promise<Outcome>;
  /** The names of profiles, in two lists. @throws {ActasError} when the files cannot be read */
  profileNames(): Promise<ProfileNames>;
}

export interface ProfileNames {
  /** Those with a role. */
  readonly withRole: readonly string[];
  readonly others: readonly string[];
}

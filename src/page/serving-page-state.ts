import type { FailedRow, ListState, PageOver } from "./page-state.ts";

/** Everything on the page of `actas serve` that does not depend on what the user types. */
export interface ServingPageState extends ListState {
  readonly failed: readonly FailedRow[];
  /** Absent: no target has been chosen yet. */
  readonly target?: string;
  /** The row of that target, where the list has one. */
  readonly servedRow?: string;
  /** When the credentials that programs get now end, and when they are renewed: ISO 8601. */
  readonly expiration?: string;
  /** Whether what programs get now has no end. Without either they get none. */
  readonly endless?: true;
  readonly renewal?: string;
  readonly lastFetch?: { readonly at: string; readonly pid?: number; readonly program?: string };
  /** Why programs get no credentials, or soon will not. */
  readonly problem?: ShownProblem;
  /** What the user did on the page last, and could not be done. */
  readonly failure?: ShownProblem;
  /** What the user did on the page last, and was done. */
  readonly said?: string;
  readonly doing: ServingDoing;
  /** What the user is asked. */
  readonly question?: ServingQuestion;
  /** Profiles whose keys may assume a role that is named by its ARN. */
  readonly sourceProfiles: readonly string[];
}

export interface ShownProblem {
  readonly message: string;
  readonly hints: readonly string[];
}

/** What the command is at because of the page. */
export type ServingDoing =
  | { readonly kind: "serving" }
  | { readonly kind: "switching" | "refreshing" | "signing-in"; readonly name: string }
  | PageOver;

/** A question that the page can ask. What else is asked, the terminal asks. */
export type ServingQuestion =
  | {
      readonly kind: "mfa-code";
      /** What the code is for, and of which device. Absent where the user does not want ARNs on a screen. */
      readonly target?: string;
      readonly device?: string;
      readonly again?: "wrong-code" | "code-already-used" | "not-six-digits";
      readonly triesLeft?: number;
    }
  | {
      readonly kind: "sign-in";
      readonly source: string;
      readonly url: string;
      /** What the user types on the page behind `url`. */
      readonly userCode?: string;
      /** The user has just asked for this on the page, which leads there by itself. */
      readonly leads?: true;
    };

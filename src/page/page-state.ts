/*
 * What a page with a list and the command behind it say to each other. The page sends requests; the command sends
 * its state, a line of JSON whenever it changes.
 */

/** The list, as far as it does not depend on what the user types. */
export interface ListState {
  /** Changes with the list. */
  readonly version: number;
  /** How many rows there are, found or not. */
  readonly total: number;
  /** Whether more rows are being read. */
  readonly list: "growing" | "complete";
  /** Why rows are missing, one sentence per reason. */
  readonly notes: readonly string[];
  /** What is searched for first; the page takes it over whenever it changes. */
  readonly search: string;
}

/** Everything on the page of the picker that does not depend on what the user types. */
export interface PageState extends ListState {
  /** Rows that were chosen in vain. */
  readonly failed: readonly FailedRow[];
  readonly doing: Doing;
}

/** What the command is at. */
export type Doing =
  | { readonly kind: "choosing" }
  /** Gets credentials for the row that was chosen, and may ask for something in the terminal meanwhile. */
  | { readonly kind: "trying"; readonly name: string; readonly asks?: "in-terminal" }
  /** The user signs in: with a code on a page of its own, otherwise this page leads there and is led back. */
  | { readonly kind: "sign-in"; readonly source: string; readonly url: string; readonly userCode?: string }
  | PageOver;

/** Nothing can be done on this page any more. */
export interface PageOver {
  readonly kind: "over";
  readonly outcome: "good" | "bad";
  readonly title: string;
  readonly text: string;
}

export interface FailedRow {
  readonly key: string;
  readonly message: string;
  readonly hints: readonly string[];
}

/** A search, and how many rows to show at most. */
export interface PageSearch {
  readonly text: string;
  readonly most: number;
}

export interface PageFound {
  /** Of the list that was searched. */
  readonly version: number;
  /** How many rows match; the groups may hold fewer. */
  readonly count: number;
  readonly groups: readonly PageGroup[];
}

/** Rows of one account, or of one kind. */
export interface PageGroup {
  readonly title: readonly Piece[];
  readonly accountId: readonly Piece[];
  readonly rows: readonly PageRow[];
}

export interface PageRow {
  readonly key: string;
  readonly name: readonly Piece[];
  /** Less important text. */
  readonly detail: string;
  /** What is copied: the ARN of the role where it is known, else the target as it is typed; empty for neither. */
  readonly copied: string;
}

/** A part of a text, and whether the search found it there. */
export interface Piece {
  readonly text: string;
  readonly found?: true;
}

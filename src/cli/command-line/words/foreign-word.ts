/** What is typed in other tools, and what does the same here. */
export interface ForeignWord {
  readonly words: readonly string[];
  readonly hint: string;
}

/** A role that a source lends; `list roles` gets them as they are found. */
export interface RoleEntry {
  /** What is typed after `SOURCE:`. */
  readonly name: string;
  readonly description?: string;
  readonly accountId?: string;
  readonly accountName?: string;
}

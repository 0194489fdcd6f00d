/** A role that a source lends; `list roles` receives these one by one. */
export interface RoleEntry {
  /** The part that a user types after `SOURCE:`. */
  readonly name: string;
  readonly description?: string;
  readonly accountId?: string;
  readonly accountName?: string;
}

/** What one file of settings allows of something: these, and no others. */
export interface Allowance {
  readonly values: readonly string[];
  /** The file and its key, for messages. */
  readonly place: string;
  /** Whom to ask for more, in the words of those who keep the file. */
  readonly contact?: string;
}

/** What settings leave of that which actas can do. A value counts only if every allowance has it. */
export interface Limits {
  /** How users sign in. */
  readonly grants: readonly Allowance[];
  /** How programs get credentials. */
  readonly modes: readonly Allowance[];
  /** The accounts whose credentials are given out. */
  readonly accounts: readonly Allowance[];
}

/** How programs get credentials: from the endpoint, as variables, or in a file. */
export const MODES = ["container", "env", "file"] as const;
export type Mode = (typeof MODES)[number];

/** The first allowance that leaves a value out. */
export function withoutValue(allowances: readonly Allowance[], value: string): Allowance | undefined {
  return allowances.find(({ values }) => !values.includes(value));
}

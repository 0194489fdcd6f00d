/** One defence taken away, and the tests that have to notice. */
export interface Mutation {
  /** Short, for `--only`. */
  readonly name: string;
  /** The guarantee that the mutation breaks. */
  readonly claim: string;
  readonly file: string;
  /** Text that is there exactly once, and what stands in its place. */
  readonly find: string;
  readonly replace: string;
  /** Test files, the fastest first. */
  readonly tests: readonly string[];
  /** Why no test can notice, where it is so. */
  readonly survives?: string;
}

/** A mutation for each row: name, claim, text, its replacement, tests. */
export function inFile(
  file: string,
  rows: readonly (readonly [name: string, claim: string, find: string, replace: string, ...tests: string[]])[],
): readonly Mutation[] {
  return rows.map(([name, claim, find, replace, ...tests]) => ({ name, claim, file, find, replace, tests }));
}

/** The members of these names; a misspelt one does not compile. */
export function membersOf<Shape extends object, Key extends keyof Shape>(
  shape: Shape,
  keys: readonly Key[],
): Pick<Shape, Key> {
  return Object.fromEntries(keys.map((key) => [key, shape[key]])) as Pick<Shape, Key>;
}

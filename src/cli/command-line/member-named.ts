interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** The command of a group that a word names. */
export function memberNamed<D extends Named>(
  { commands = [] }: { readonly commands?: readonly D[] },
  word = "",
): D | undefined {
  for (const one of commands) if (one.name === word || one.aliases?.includes(word)) return one;
  return undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  array: "an array",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** What a value of a JSON file is to be, by zod's name for it. */
export function kindInWords(expected: string): string {
  return KINDS[expected] ?? "what it may be";
}

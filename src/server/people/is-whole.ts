/**
 * Whether a text is one that a database and a hash can keep as it is: PostgreSQL has none with NUL, and half of a surrogate
 * pair is written like any other half.
 */
export function isWhole(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

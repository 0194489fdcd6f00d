/** A text of a shell with what its `@NAMES@` stand for, without comments and indentation, which joined lines do not stand. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .split("\n")
    .map((line) => line.replace(/@([A-Z]+)@/g, (whole, name: string) => values[name] ?? whole).trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => `${line}\n`)
    .join("");
}

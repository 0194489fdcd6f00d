/** The last part of a command's help: examples, one per line. */
export function examples(...lines: string[]): string {
  return ["", "Examples:", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

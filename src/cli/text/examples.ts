/** The last part of a command's help: what to type, a line each. */
export function examples(...lines: string[]): string {
  return ["", "Examples:", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

/** The region of everything in the sandbox. */
export const REGION = "eu-west-1";

/** A section of an AWS file. */
export function section(name: string, keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join("")}`;
}

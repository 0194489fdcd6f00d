import { shellWord } from "../base/shell-word.ts";

/** The words that name this profile on a command line: the target, unless that name would mean something else. */
export function profileWords(name: string): string {
  const isOther = name === "auto" || name.startsWith("arn:") || name.startsWith("-");
  return isOther ? `--profile ${shellWord(name)}` : shellWord(name);
}

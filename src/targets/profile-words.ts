import { shellWord } from "../base/shell-word.ts";

/** How a command line names exactly this profile: as the target, unless a target of that name is something else. */
export function profileWords(name: string): string {
  const isOther = name === "auto" || name.startsWith("arn:") || name.startsWith("-");
  return isOther ? `--profile ${shellWord(name)}` : shellWord(name);
}

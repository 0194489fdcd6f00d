/** Whether a word asks for help. */
export function isHelpFlag(word: string | undefined): boolean {
  return word === "--help" || word === "-h";
}

/** Whether help is asked of what a shell evaluates: it runs `shell use` for `as`. No shell may take help for commands. */
export function isHelpEvaluated([command, member, ...words]: readonly string[]): boolean {
  return command === "shell" && member === "use" && words.includes("--pid") && words.some(isHelpFlag);
}

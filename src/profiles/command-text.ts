/**
 * A `credential_process` on one line, so that the shell runs the same as the AWS CLI, which joins the lines, splits the
 * words itself, knows no comments, and keeps a line end between quotes.
 *
 * @param lines - the rest of the key's line, then the continuation lines
 * @returns the command, or why it cannot be run; the reason follows `line N`
 */
export function commandText(lines: readonly string[]): { readonly value: string } | { readonly problem: string } {
  const text = lines.join("\n");
  const bare = text.replace(QUOTED, "Q");
  if (/\s[#;]/.test(bare)) {
    return { problem: "has a command with ` #` or ` ;` outside quotes, of which some SDKs run half" };
  }
  if (lines.length > 1 && (/['"\\]/.test(bare) || text.match(QUOTED)?.some((quoted) => quoted.includes("\n")))) {
    return { problem: "has a command that goes on to another line within quotes" };
  }
  return { value: lines.join(" ") };
}

/** Words in quotes, and characters after a backslash. */
const QUOTED = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]/g;

import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import { namesBehindHelp, PROGRAM_SUBJECT, subjectNamed } from "./help-subject.ts";
import { meantCommand } from "./meant-command.ts";
import { meantHints } from "./meant-member.ts";

/** The error for `help` with a command that is not there. @param words - behind `help` */
export function noSuchHelp(words: readonly string[]): ActasError {
  const names = namesBehindHelp(words);
  const [first = "", second] = names;
  const known = subjectNamed([first]) ?? PROGRAM_SUBJECT;
  const meant = known === PROGRAM_SUBJECT ? meantCommand(first) : meantCommand(second ?? "", first);
  const all = names.map(shellWord).join(" ");
  return new ActasError("usage", `cannot show the help of "${all}": there is no such command`, {
    hints: [...meantHints(meant && `${meant} --help`), `\`${known.path} --help\` shows what there is`],
  });
}

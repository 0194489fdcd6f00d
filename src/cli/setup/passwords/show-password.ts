import { ActasError } from "../../../base/errors.ts";
import { printLine } from "../../../system/print.ts";
import { isTerminal } from "../../../system/terminal/is-terminal.ts";
import { knownPasswords } from "./known-passwords.ts";

const STDOUT = 1;

/** Prints a kept password, and nothing else. @throws {ActasError} `usage` on a terminal, whose scrollback would keep it */
export async function showPassword(url: string): Promise<void> {
  if (isTerminal(STDOUT)) {
    throw new ActasError("usage", "cannot print a password here: the terminal would keep it in its scrollback", {
      hints: ["with `| cat` after it, the command shows it all the same"],
    });
  }
  const { kept } = await knownPasswords();
  const password = await (await kept.keyringOf(url))?.read(url);
  if (!password) throw noneKept("show", url);
  printLine(password.reveal());
}

/** @param verb - completes "cannot … the password of" */
export function noneKept(verb: string, url: string): ActasError {
  return new ActasError("usage", `cannot ${verb} the password of ${url}: no keyring has it`, {
    hints: ["`actas password list` shows which there are, and `actas password import` moves them out of a file"],
  });
}

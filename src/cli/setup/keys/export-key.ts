import { ActasError } from "../../../base/errors.ts";
import { jsonOutput } from "../../../delivery/json-output.ts";
import { keysAsProfile } from "../../../delivery/keys-as-profile.ts";
import { print } from "../../../system/print.ts";
import { isTerminal } from "../../../system/terminal/is-terminal.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import { knownKeys } from "./known-keys.ts";
import { requireUsersKey } from "./require-key.ts";

const STDOUT = 1;

/**
 * Prints the key of a profile: as JSON, or as it would stand in an AWS file.
 *
 * @throws {ActasError} `usage` on a terminal, whose scrollback would keep it
 */
export async function exportKey(name: string, form: "json" | "file"): Promise<void> {
  if (isTerminal(STDOUT)) {
    const command = `actas keys export ${inShell(typedProfile(name))}`;
    throw new ActasError("usage", "cannot print a key here: the terminal would keep it in its scrollback", {
      hints: [`\`${command} | cat\` shows it all the same`],
    });
  }
  const known = await knownKeys();
  const { accessKeyId } = requireUsersKey(name, "export", known);
  const keys = await known.kept.keys(accessKeyId, name);
  print(form === "json" ? jsonOutput(keys) : keysAsProfile(name, keys));
}

import { ActasError } from "../../base/errors.ts";
import { urlProblem } from "../../source-files/source-url.ts";
import { askClientId, askName, askSourceAddress, requireParts } from "./ask-parts.ts";
import { knownBefore } from "./known-before.ts";
import { requireWritable } from "./require-writable.ts";
import type { ServerFlags } from "./server-content.ts";

/** What every source file of a credential server must say. */
interface ServerParts {
  readonly id: string;
  readonly url: string;
  readonly clientId: string;
}

/**
 * The parts that the user typed; asks for the missing ones on a terminal.
 *
 * @throws {ActasError} `usage`, naming every missing part, or for an unusable URL; `cancelled`
 */
export async function serverParts(named: string | undefined, flags: Partial<ServerFlags>): Promise<ServerParts> {
  const typed = { "<name>": named, "`--url <url>`": flags.url, "`--client-id <id>`": flags.clientId };
  requireParts("actas setup server", typed);
  requireWritable();
  const url = flags.url ?? (await askSourceAddress("actas: the address of the credential server: ")).url;
  const problem = urlProblem(url);
  if (problem) {
    const hints = ["it is like https://creds.example.com/api/, as the people who run the server write it"];
    throw new ActasError("usage", `cannot use \`--url\`: ${problem}`, { hints });
  }
  const clientId = flags.clientId ?? (await askClientId());
  return { url, clientId, id: named ?? (await askName(url, "server", await knownBefore())) };
}

import { ActasError } from "../../base/errors.ts";
import { urlProblem } from "../../source-files/source-url.ts";
import { askClientId, askName, askSourceAddress, requireParts } from "./ask-parts.ts";
import { knownBefore } from "./known-before.ts";
import type { ProviderFlags } from "./provider-content.ts";
import { requireWritable } from "./require-writable.ts";

/** What every source file of an OpenID provider must say. */
interface ProviderParts {
  readonly id: string;
  readonly wellKnown: string;
  readonly clientId: string;
}

/**
 * The parts that the user typed; asks for the missing ones on a terminal.
 *
 * @throws {ActasError} `usage`, naming every missing part, or for an unusable URL; `cancelled`
 */
export async function providerParts(named: string | undefined, flags: Partial<ProviderFlags>): Promise<ProviderParts> {
  const typed = { "<name>": named, "`--well-known <url>`": flags.wellKnown, "`--client-id <id>`": flags.clientId };
  requireParts("actas setup web-identity", typed);
  requireWritable();
  const wellKnown = flags.wellKnown ?? (await askSourceAddress("actas: the address of the OpenID provider: ")).url;
  const problem = urlProblem(wellKnown);
  if (problem) {
    const hints = ["it is like https://auth.example.com/.well-known/openid-configuration, or the part before that"];
    throw new ActasError("usage", `cannot use \`--well-known\`: ${problem}`, { hints });
  }
  const clientId = flags.clientId ?? (await askClientId());
  return { wellKnown, clientId, id: named ?? (await askName(wellKnown, "openid", await knownBefore())) };
}

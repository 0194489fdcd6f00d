import { InvalidArgumentError, Option } from "commander";
import type { GrantType } from "../../base/credential-request.ts";
import { grantTypeNamed } from "../../source-files/grant-type-named.ts";

/** The option `--grant`, under this or another name. Its values have every spelling of OAuth and of other tools. */
export function grantTypeOption(flag = "--grant"): Option {
  const words = "how to sign in: code (a browser on this machine) or device (any browser, and a code to compare)";
  return new Option(`${flag} <grant>`, words).argParser(grantTypeFrom);
}

function grantTypeFrom(text: string): GrantType {
  const named = grantTypeNamed(text);
  if (!named) throw new InvalidArgumentError("it is `code` or `device`");
  return named;
}

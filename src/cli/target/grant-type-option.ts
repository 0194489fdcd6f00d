import { InvalidArgumentError, Option } from "commander";
import type { Grant } from "../../base/credential-request.ts";
import { grantNamed } from "../../source-files/grant-type-named.ts";

/** `--grant`, under this or another name, with every spelling that OAuth and other tools have for the two. */
export function grantOption(flag = "--grant"): Option {
  const words = "how to sign in: code (a browser on this machine) or device (any browser, and a code to compare)";
  return new Option(`${flag} <grant>`, words).argParser(grantFrom);
}

function grantFrom(text: string): Grant {
  const named = grantNamed(text);
  if (!named) throw new InvalidArgumentError("it is `code` or `device`");
  return named;
}

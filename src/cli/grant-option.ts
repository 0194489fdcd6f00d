import { InvalidArgumentError, Option } from "commander";
import type { Grant } from "../base/credential-request.ts";
import { grantNamed } from "../source-files/grant-name.ts";

/** `--grant`, with every spelling that OAuth and other tools have for the two. */
export function grantOption(): Option {
  return new Option("--grant <grant>", "how to sign in: code (a browser here) or device (any browser)").argParser(
    grant,
  );
}

function grant(text: string): Grant {
  const named = grantNamed(text);
  if (!named) throw new InvalidArgumentError("it is `code` or `device`");
  return named;
}

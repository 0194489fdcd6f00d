import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";

/**
 * The id of the only source that the user is signed in to.
 *
 * @throws {ActasError} `usage`, with the commands that name one, when there are several; `sign-in-required`
 */
export async function onlySignIn(): Promise<string> {
  const { sources } = await ask({ request: "sources", ...inThisEnvironment() });
  const ids = sources.filter(({ signIn }) => signIn).map(({ id }) => id);
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new ActasError("usage", `cannot renew the sign-in: there are ${ids.length}, and no source was named`, {
      hints: ids.map((id) => `\`actas refresh ${shellArgument(id)}\``),
    });
  }
  throw new ActasError("sign-in-required", "cannot renew the sign-in: you are not signed in to any source", {
    hints: ["`actas login` signs in"],
  });
}

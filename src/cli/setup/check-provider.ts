import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { providerCheck } from "../../requests/setup/provider-check.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { say } from "../terminal/say.ts";

/**
 * Checks without signing in that an OpenID provider is there, and says what it has.
 *
 * @throws {ActasError} `unreachable`; `configuration` with what is wrong
 */
export async function checkProvider(source: WebIdentityDefinition): Promise<void> {
  const environment = requestEnvironment();
  const files = await readProfileFiles(environment);
  try {
    const { hasDevice } = await providerCheck({ source, files, environment });
    if (!hasDevice) return;
    say(`actas: hint: \`actas login --grant device ${shellArgument(source.id)}\` signs in from another device`);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    const hints = [...error.hints, "`--no-check` writes the file as it is"];
    throw new ActasError(error.code, error.message, { hints, cause: error });
  }
}

import { ActasError } from "../../base/errors.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { providerCheck } from "../../requests/setup/provider-check.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

/**
 * Checks without signing in that an OpenID provider is there and has what a sign-in needs.
 *
 * @throws {ActasError} `unreachable`; `configuration` with what is wrong
 */
export async function checkProvider(source: WebIdentityDefinition): Promise<void> {
  const environment = requestEnvironment();
  const files = await readProfileFiles(environment);
  try {
    await providerCheck({ source, files, environment });
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    const hints = [...error.hints, "`--no-check` writes the file as it is"];
    throw new ActasError(error.code, error.message, { hints, cause: error });
  }
}

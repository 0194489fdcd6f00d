import { ActasError } from "../../base/errors.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { providerCheck } from "../../requests/setup/provider-check.ts";
import { YOYODYNE_PATH } from "../../sandbox/yoyodyne/yoyodyne-paths.ts";
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
    const hints = [...error.hints, ...sandboxHint(error), "`--no-check` writes the file as it is"];
    throw new ActasError(error.code, error.message, { hints, cause: error });
  }
}

/** The provider of the sandbox has another address in the guides, since its port is another one each time. */
function sandboxHint({ code }: ActasError): readonly string[] {
  const { ACTAS_SANDBOX: sandbox } = process.env;
  if (!sandbox || code !== "unreachable") return [];
  return [`this shell is in a sandbox, whose OpenID provider is ${sandbox}${YOYODYNE_PATH}`];
}

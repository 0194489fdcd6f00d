import type { RequestEnvironment } from "../../base/credential-request.ts";
import { findProfile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { checkProvider } from "../../sources/web-identity/check-provider.ts";
import { roleKindOf } from "../../targets/kinds/kinds.ts";

/** An OpenID provider, reached as every command of the user reaches it. */
export interface ProviderSearch {
  readonly source: WebIdentityDefinition;
  readonly files: ProfileFiles;
  readonly environment: RequestEnvironment;
}

/**
 * Checks that an OpenID provider has what every sign-in needs.
 *
 * @throws {ActasError} `unreachable`; `configuration` with what is wrong
 */
export async function providerCheck({ source, files, environment }: ProviderSearch): Promise<void> {
  const kind = roleKindOf<"web-identity">(source);
  await checkProvider(kind.reached(source, findProfile(files, "default"), files, environment));
}

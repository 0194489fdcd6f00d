import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import type { PeopleSettings } from "./people-settings.ts";
import type { UpstreamSettings } from "./upstream/upstream.ts";

/** What a server needs where people sign in at itself. */
export interface OwnPeopleSettings {
  readonly provider: UpstreamSettings;
  /** At least one. */
  readonly keys: readonly Secret[];
}

/** @throws {ActasError} `configuration` for what is missing, or does not go together */
export function requireOwnPeople({
  authorizationServer,
  clientSecret,
  keys,
  provider,
}: PeopleSettings): OwnPeopleSettings {
  if (authorizationServer && provider) throw wrong("it has both `provider` and `authorizationServer`", "keep one");
  if (!provider) throw wrong("it says nobody who vouches for people", "add `people.provider`");
  if (!keys?.length) {
    throw wrong(
      "there is no key to seal sign-ins with",
      "write one into a file with `openssl rand -base64 32`, and name it as `people.keyFile`",
    );
  }
  return { provider: { ...provider, ...(clientSecret && { clientSecret }) }, keys };
}

function wrong(reason: string, hint: string): ActasError {
  return new ActasError("configuration", `cannot use \`people\` of the configuration: ${reason}`, { hints: [hint] });
}

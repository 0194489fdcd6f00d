import type { Environment } from "../../base/environment.ts";
import { configurationError } from "./unusable-configuration.ts";

/** Settings of Mozilla's API and builder that nothing else is called by, and what says the same here. */
const MOZILLAS = {
  ALLOWED_AUDIENCE: "`roles.pass.clientId`, and `people.idTokenClients` for those whose ID tokens are taken",
  ALLOWED_ISSUER: "`roles.pass.issuer`, and `people.provider.issuer`, where people sign in",
  ALLOWED_MAP_BUILDER_SUB_PREFIX: "`lending.mozilla.rebuilders`, with a * at the end of a prefix",
  GROUP_ROLE_MAP_BUILDER_FUNCTION_NAME: "`accounts`: the server reads the accounts itself",
  S3_FILE_PATH_ALIAS_MAP: "`accounts`: aliases are in its database",
  S3_FILE_PATH_GROUP_ROLE_MAP: "`accounts`: the map is in its database",
} as const;

/** The same of names that others use, too. */
const OTHERS = {
  CLAIM_NAME: "`people.provider.groupsClaim`",
  LOG_LEVEL: "nothing: what is worth knowing is always logged",
  S3_BUCKET_NAME: "`accounts`: the map is in its database",
} as const;

/**
 * A server that is started with Mozilla's settings would not do what they say, such as whose tokens it takes.
 *
 * @throws {ActasError} `configuration`
 */
export function refuseMozillasSettings(environment: Environment): void {
  const set = (name: string): boolean => (environment[name] ?? "") !== "";
  const found = Object.keys(MOZILLAS).filter(set);
  if (found.length === 0) return;
  const all = Object.entries({ ...MOZILLAS, ...OTHERS }).filter(([name]) => set(name));
  throw configurationError(`the environment has ${found.join(", ")}, which are settings of Mozilla's API`, [
    ...all.map(([name, words]) => `in place of ${name} there is ${words}`),
    "unset them",
  ]);
}

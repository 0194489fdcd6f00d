import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { EndpointVariant } from "../../base/partitions.ts";
import type { Profile } from "../../profiles/profile.ts";
import { fromEnvironment, ownSetting, type Setting, unusable } from "../setting.ts";

/** Variable and profile key of each. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
const SETTINGS = {
  dualStack: ["AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"],
  fips: ["AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"],
} as const;

/**
 * The effective `use_dualstack_endpoint` or `use_fips_endpoint`.
 *
 * @throws {ActasError} `configuration` for a value that is neither yes nor no
 */
export function variantSetting(
  kind: keyof EndpointVariant,
  profile: Profile | undefined,
  environment: RequestEnvironment,
): Setting | undefined {
  const [variable, key] = SETTINGS[kind];
  const setting = fromEnvironment(environment, variable) ?? ownSetting(profile, key);
  if (!setting || /^(true|false)$/i.test(setting.value)) return setting;
  throw unusable(setting, "it is neither `true` nor `false`");
}

/**
 * The kind of AWS's own endpoints to call; `undefined` for the usual ones.
 *
 * @param endpoint - the one set in place of AWS's
 * @throws {ActasError} `configuration`, like the SDKs, when an endpoint is set too: its kind cannot be known
 */
export function endpointVariant(
  profile: Profile | undefined,
  environment: RequestEnvironment,
  endpoint?: string,
): EndpointVariant | undefined {
  const wanted = (["dualStack", "fips"] as const).flatMap((kind) => {
    const setting = variantSetting(kind, profile, environment);
    return setting?.value.toLowerCase() === "true" ? [{ kind, setting }] : [];
  });
  const [first] = wanted;
  if (!first) return undefined;
  if (endpoint !== undefined) throw unusable(first.setting, "an endpoint is named too, and only one of both can count");
  return Object.fromEntries(wanted.map(({ kind }) => [kind, true]));
}

/** The profile's choice as variables that every SDK understands, except those that the environment already has. */
export function variantVariables(
  profile: Profile | undefined,
  environment: RequestEnvironment,
): Readonly<Record<string, string>> {
  const chosen = Object.values(SETTINGS).flatMap(([variable, key]) => {
    const setting = environment[variable] ? undefined : ownSetting(profile, key);
    return setting ? [[variable, setting.value.toLowerCase()] as const] : [];
  });
  return Object.fromEntries(chosen);
}

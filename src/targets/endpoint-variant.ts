import type { RequestEnvironment } from "../base/credential-request.ts";
import type { EndpointVariant } from "../base/partitions.ts";
import type { Profile } from "../profiles/profile.ts";
import { fromEnvironment, ownSetting, type Setting, unusable } from "./setting.ts";

/** The variables of both, and the keys of a profile. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
const SETTINGS = {
  dualStack: ["AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"],
  fips: ["AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"],
} as const;

/** `use_dualstack_endpoint` or `use_fips_endpoint`, as it counts. @throws {ActasError} `configuration` for neither yes nor no */
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
 * Which kind of AWS's own endpoints to ask; `undefined` for the usual ones.
 *
 * @param endpoint - the one that is named instead of AWS's
 * @throws {ActasError} `configuration` as the SDKs, when an endpoint is named too: nobody can tell of which kind it is
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

/** The profile's choice as the variables that mean the same to every SDK, but for those that the environment has. */
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

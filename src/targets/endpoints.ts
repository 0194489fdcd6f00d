import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { findServices, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { fromEnvironment, nameOf, ownSetting, type Setting, unusable } from "./setting.ts";

/** The services whose endpoints count here, by their names in a `services` section, and the variable of each. */
const VARIABLES = {
  sso: "AWS_ENDPOINT_URL_SSO",
  sso_oidc: "AWS_ENDPOINT_URL_SSO_OIDC",
  sts: "AWS_ENDPOINT_URL_STS",
} as const;

/**
 * The endpoint of a service, when the environment or the profile names one; of several the first of
 * `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, its `endpoint_url`.
 *
 * @throws {ActasError} `configuration` for what is no URL, or a `services` section that does not exist
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function serviceEndpoint(
  service: keyof typeof VARIABLES,
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): Setting | undefined {
  if (areIgnored(profile, environment)) return undefined;
  const setting =
    fromEnvironment(environment, VARIABLES[service], "AWS_ENDPOINT_URL") ??
    serviceEndpoints(profile, files).get(service) ??
    ownSetting(profile, "endpoint_url");
  return setting && requireUrl(setting);
}

/**
 * The profile's endpoints as the variables that mean the same to every SDK: `AWS_ENDPOINT_URL` and
 * `AWS_ENDPOINT_URL_<SERVICE>`. None of them when the environment has what outranks the profile.
 *
 * @throws {ActasError} as {@link serviceEndpoint}
 */
export function endpointVariables(
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): Readonly<Record<string, string>> {
  if (areIgnored(profile, environment) || environment.AWS_ENDPOINT_URL) return {};
  const general = ownSetting(profile, "endpoint_url");
  const variables = [...serviceEndpoints(profile, files)].map(
    ([service, setting]) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, setting] as const,
  );
  const all = [...(general ? [["AWS_ENDPOINT_URL", general] as const] : []), ...variables];
  const taken: Readonly<Record<string, string | undefined>> = environment;
  return Object.fromEntries(all.filter(([name]) => !taken[name]).map(([name, url]) => [name, requireUrl(url).value]));
}

function areIgnored(profile: Profile | undefined, environment: RequestEnvironment): boolean {
  const setting =
    fromEnvironment(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ??
    ownSetting(profile, "ignore_configured_endpoint_urls");
  return setting?.value.toLowerCase() === "true";
}

/** Endpoints of the profile's `services` section by service, in the form `elastic_beanstalk`. */
function serviceEndpoints(profile: Profile | undefined, files: ProfileFiles): ReadonlyMap<string, Setting> {
  const services = ownSetting(profile, "services");
  if (!services) return new Map();
  const section = findServices(files, services.value);
  if (!section) {
    throw new ActasError(
      "configuration",
      `cannot use ${nameOf(services)}: there is no such section in ${files.config.path}`,
    );
  }
  return new Map(
    [...section].flatMap(([key, value]) => {
      const service = /^(\w+)\.endpoint_url$/.exec(key)?.[1];
      return service ? [[service, { value, origin: services.origin }] as const] : [];
    }),
  );
}

function requireUrl(setting: Setting): Setting {
  if (/^https?:\/\/[^\s/]/i.test(setting.value) && URL.canParse(setting.value)) return setting;
  throw unusable(setting, "an endpoint must be a URL with http or https");
}

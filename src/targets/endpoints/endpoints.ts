import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { isPrivate } from "../../network/loopback.ts";
import { findServices, type Profile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { fromEnvironment, nameOf, ownSetting, type Setting, unusable } from "../setting.ts";

/**
 * The services whose endpoints count here, by their names in a `services` section, with the variables and the profile
 * key that count for each. An endpoint for all services counts for STS and IAM, as in the SDKs, but not for sign-ins: it
 * is usually meant for services such as S3 or SQS, and an access token opens every role of its user.
 */
const SERVICES = {
  iam: { variables: ["AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL"], keys: ["endpoint_url"] },
  sso: { variables: ["AWS_ENDPOINT_URL_SSO"], keys: [] },
  sso_oidc: { variables: ["AWS_ENDPOINT_URL_SSO_OIDC"], keys: [] },
  sts: { variables: ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"], keys: ["endpoint_url"] },
} as const;

/**
 * The endpoint of a service, when the environment or the profile sets one: the first of
 * `AWS_ENDPOINT_URL_<SERVICE>`, for STS and IAM `AWS_ENDPOINT_URL`, the profile's `services` section, for STS and IAM
 * its `endpoint_url`.
 *
 * @throws {ActasError} `configuration` for text that is not a URL, for plain HTTP to another machine, or for a missing
 *   `services` section
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function serviceEndpoint(
  service: keyof typeof SERVICES,
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): Setting | undefined {
  if (areIgnored(profile, environment)) return undefined;
  const { variables, keys } = SERVICES[service];
  const setting =
    fromEnvironment(environment, ...variables) ??
    serviceEndpoints(profile, files).get(service) ??
    ownSetting(profile, ...keys);
  return setting && requirePrivate(requireUrl(setting));
}

/**
 * The profile's endpoints as variables that every SDK understands: `AWS_ENDPOINT_URL` and
 * `AWS_ENDPOINT_URL_<SERVICE>`. Empty when the environment has settings that take precedence over the profile.
 *
 * @throws {ActasError} like {@link serviceEndpoint}
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
  const taken: Environment = environment;
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
  const { value } = setting;
  if (/^https?:\/\/[^/]/i.test(value) && !/[\s\p{C}]/u.test(value) && URL.canParse(value)) return setting;
  throw unusable(setting, "an endpoint must be a URL with http or https");
}

/** We send credentials and tokens there. Endpoints that only the user's programs call are not checked. */
function requirePrivate(setting: Setting): Setting {
  if (isPrivate(new URL(setting.value))) return setting;
  const reason = "credentials are sent there, so it must begin with https:// unless it is on this machine";
  throw unusable(setting, reason, isGeneral(setting) ? [S3_ALONE] : []);
}

const S3_ALONE =
  "STS is asked there too; for S3 alone set `AWS_ENDPOINT_URL_S3`, or `s3` in a `services` section of the AWS files";

function isGeneral({ origin }: Setting): boolean {
  if (origin.kind === "environment") return origin.name === "AWS_ENDPOINT_URL";
  return origin.kind === "profile" && origin.key === "endpoint_url";
}

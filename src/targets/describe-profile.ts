import type { CredentialRequest, RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { shownUrl } from "../network/shown-url.ts";
import {
  HIDDEN_ROLE_ARN,
  KEPT_KEY,
  SOURCE_PROFILE,
  TOKEN_FILE,
  YUBIKEY_LABEL,
  YUBIKEY_SERIAL,
} from "../profiles/key-generations.ts";
import { findProfile, hasKeys, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { roleDuration, sessionDuration } from "./durations.ts";
import { variantSetting } from "./endpoints/endpoint-variant.ts";
import { serviceEndpoint } from "./endpoints/endpoints.ts";
import { regionOf } from "./endpoints/region.ts";
import { stsScope } from "./endpoints/sts-location.ts";
import { identityCenterSettings } from "./kinds/identity-center/identity-center-settings.ts";
import { kindIn } from "./kinds/kinds.ts";
import { sessionTokenUse } from "./kinds/long-term-keys.ts";
import { providerSettings } from "./kinds/web-identity/provider-settings.ts";
import { mfaDevice } from "./mfa-device.ts";
import { mayHaveTwoMeanings, type ProfileChain, profileChain } from "./profile-chain.ts";
import { requireProfile } from "./require-profile.ts";
import { lineageOf, resolveTarget } from "./resolve-target.ts";
import { externalId, roleSessionName } from "./role-hops.ts";
import { sessionRule } from "./session-rule.ts";
import {
  builtIn,
  fromEnvironment,
  inheritedSetting,
  type Lineage,
  type Lookup,
  type Origin,
  ownSetting,
  type Setting,
} from "./setting.ts";

/** The effective value of a setting, and its origin in words. */
export interface DescribedSetting {
  readonly key: string;
  /** `set` for a secret. */
  readonly value: string;
  readonly origin: string;
}

/** The full meaning of a profile. Nothing here is secret. */
export interface ProfileDescription {
  readonly profile: string;
  /** The profiles of the chain, from the one that names the source to this one. */
  readonly chain: readonly string[];
  readonly settings: readonly DescribedSetting[];
  readonly notices: readonly string[];
  /** Why there can be no credentials, or none as process output. */
  readonly problems: readonly string[];
}

/**
 * Describes the meaning of a profile, with the origin of every value; works for an unusable profile too.
 *
 * @throws {ActasError} `profile-not-found`
 */
export function describeProfile(
  name: string,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): ProfileDescription {
  const own = requireProfile(name, files);
  const problems: string[] = [];
  const attempt = <T>(action: () => T): T | undefined => attemptOr(action, problems);
  const request: CredentialRequest = { sourceProfile: name, environment, freshness: "cached", interaction: "never" };

  const chain = attempt(() => profileChain(name, files, { delivery: "other", place: "target" }));
  const fallback = findProfile(files, "default");
  const lineage = chain ? lineageOf(chain, files) : [own, ...(fallback ? [fallback] : [])];
  const lookups = {
    ...ofRole(own, request, lineage, chain && startsAtToken(chain, files) ? "token" : "other"),
    ...ofSource(chain?.source ?? own, request, lineage),
    ...identityCenterSettings(chain?.source ?? own, files, definitions),
    ...providerSettings(chain?.source ?? own, lineage),
    ...ofSts(own, request, files, lineage),
  };
  const settings = Object.entries(lookups).flatMap(([key, lookup]) => {
    const setting = attempt(lookup);
    return setting ? [described(key, setting)] : [];
  });
  const target = attempt(() => resolveTarget(request, files, definitions, { delivery: "other" }));
  attempt(() => target && sessionRule(target));
  if (mayHaveTwoMeanings(own)) attempt(() => resolveTarget(request, files, definitions, { delivery: "process" }));
  return {
    profile: name,
    chain: [
      ...new Set([...(chain?.steps ?? []).map(({ profile }) => profile.name), chain?.source.name ?? name]),
    ].reverse(),
    settings,
    notices: target?.notices ?? [],
    problems: [...new Set(problems)],
  };
}

/** Whether AWS gives the profile's own role for a token. */
function startsAtToken({ source, steps }: ProfileChain, files: ProfileFiles): boolean {
  return steps.length === 1 && kindIn(source, files)?.assumedBy === "token";
}

function ofRole(
  own: Profile,
  request: CredentialRequest,
  lineage: Lineage,
  by: "token" | "other",
): Record<string, Lookup> {
  const roleArn = ownSetting(own, ...HIDDEN_ROLE_ARN, "role_arn");
  if (!roleArn) return {};
  return {
    role_arn: () => roleArn,
    source_profile: () => ownSetting(own, ...SOURCE_PROFILE),
    external_id: () => externalId(own, request),
    role_session_name: () => roleSessionName(own, request),
    duration_seconds: () => {
      const duration = roleDuration(lineage, request, () => {});
      return by === "token" && duration.origin.kind === "built-in" ? builtIn("max") : duration;
    },
  };
}

function ofSource(source: Profile, request: CredentialRequest, lineage: Lineage): Record<string, Lookup> {
  const { keys } = source;
  const key = (name: string, value: string | undefined): Setting | undefined =>
    keys && value
      ? { value, origin: { kind: "profile", profile: source.name, key: name, file: keys.file } }
      : undefined;
  return {
    aws_access_key_id: () => key("aws_access_key_id", keys?.accessKeyId),
    aws_secret_access_key: () => key("aws_secret_access_key", keys?.secretAccessKey && "set"),
    aws_session_token: () => key("aws_session_token", keys?.sessionToken && "set"),
    [KEPT_KEY]: () => (keys ? undefined : ownSetting(source, KEPT_KEY)),
    [TOKEN_FILE]: () => ownSetting(source, TOKEN_FILE),
    credential_process: () => (hasKeys(source) ? undefined : ownSetting(source, "credential_process")),
    mfa_serial: () => mfaDevice(lineage, request),
    yubikey_serial: () => inheritedSetting(lineage, ...YUBIKEY_SERIAL),
    yubikey_label: () => inheritedSetting(lineage, ...YUBIKEY_LABEL),
    session_token: () => sessionTokenUse(lineage),
    session_token_duration: () => sessionDuration(lineage, request, () => {}),
  };
}

function ofSts(
  own: Profile,
  request: CredentialRequest,
  files: ProfileFiles,
  lineage: Lineage,
): Record<string, Lookup> {
  return {
    region: () => regionOf(lineage, request),
    endpoint_url: () => serviceEndpoint("sts", own, files, request.environment),
    use_dualstack_endpoint: () => variantSetting("dualStack", own, request.environment),
    use_fips_endpoint: () => variantSetting("fips", own, request.environment),
    ca_bundle: () => fromEnvironment(request.environment, "AWS_CA_BUNDLE") ?? inheritedSetting(lineage, "ca_bundle"),
    sts_regional_endpoints: () => stsScope(own, request),
  };
}

function attemptOr<T>(action: () => T, problems: string[]): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    problems.push(error.message);
    return undefined;
  }
}

function described(key: string, { value, origin }: Setting<string | number>): DescribedSetting {
  // A URL may hold a password.
  const shown = shownUrl(String(value));
  return { key, value: shown, origin: originInWords(origin, key) };
}

function originInWords(origin: Origin, key: string): string {
  if (origin.kind === "built-in") return "built-in default";
  if (origin.kind === "source") return `source ${origin.id} in ${origin.file}`;
  if (origin.kind === "sso-session") return `sso-session ${origin.session} in ${origin.file}`;
  if (origin.kind !== "profile") return `environment ${origin.name}`;
  const place = `profile ${origin.profile} in ${origin.file}`;
  return origin.key === key ? place : `${origin.key} of ${place}`;
}

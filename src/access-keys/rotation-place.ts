import { Iam, type IamLocation } from "../aws/iam.ts";
import { Sts } from "../aws/sts.ts";
import type { StsLocation } from "../aws/sts-location.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest, RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { iamLocation } from "../targets/endpoints/sts-location.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import { requireProfile } from "../targets/require-profile.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import { type KnownFiles, profilesOf } from "./name-key.ts";

/** Whom to ask about the user of a profile. */
export interface RotationPlace {
  readonly iam: Iam;
  readonly iamAt: IamLocation;
  readonly sts: Sts;
  readonly stsAt: StsLocation;
  /** Whether the profile has an MFA device, by which a session can be had. */
  readonly hasMfa: boolean;
  /** The endpoints that the profile names in place of AWS's own; undefined without any. */
  readonly elsewhere: string | undefined;
}

/**
 * @param tokenCode - the MFA code that the user gave
 * @throws {ActasError} `configuration` for a profile that cannot be used, or an endpoint that only this shell has;
 *   `usage` for a code that no device makes
 */
export function rotationPlace(profile: string, known: KnownFiles, tokenCode?: string): RotationPlace {
  const clock = new Clock();
  const here = endpointsOf(profile, known, tokenCode);
  const always = endpointsOf(profile, { ...known, environment: withoutEndpoints(known.environment) });
  if (here.inWords !== always.inWords) throw onlyHere(profile, here.inWords, always.inWords);
  const { hasMfa, iamAt, stsAt } = here;
  return { iam: new Iam(clock), iamAt, sts: new Sts(clock), stsAt, hasMfa, elsewhere: here.inWords };
}

/**
 * A server that gets a key for one profile gets it for all that name the same one.
 *
 * @throws {ActasError} `configuration` when another profile that names the key has other endpoints
 */
export function requireOnePlace(accessKeyId: string, profile: string, known: KnownFiles, place: RotationPlace): void {
  for (const other of profilesOf(accessKeyId, known.files)) {
    const endpoints = endpointsOf(other, known).inWords;
    if (endpoints === place.elsewhere) continue;
    const [there, here] = [endpoints, place.elsewhere].map((words) => words ?? "AWS's own endpoints");
    const reason = `profile "${other}" names it, too, and there is ${there} in place of ${here}`;
    throw new ActasError("configuration", `cannot rotate the key of profile "${profile}": ${reason}`, {
      hints: ["a key belongs to one of them: give the other profile a key of its own"],
    });
  }
}

function endpointsOf(profile: string, { environment, files }: KnownFiles, tokenCode?: string) {
  const request: CredentialRequest = {
    sourceProfile: profile,
    environment,
    freshness: "cached",
    interaction: "never",
    ...(tokenCode !== undefined && { tokenCode }),
  };
  const { source } = resolveTarget(request, files, { sources: [], unusable: [] }, { delivery: "other" });
  const user = kindOf(source).userOf(source);
  const hasMfa = user?.serialNumber !== undefined && user.sessionTokenUse !== "never";
  const iamAt = iamLocation(requireProfile(profile, files), source.sts, request, files);
  const named = [
    ["IAM", iamAt.endpointUrl],
    ["STS", source.sts.endpointUrl],
  ].flatMap(([service, url]) => (url ? [`${service} at ${url.replace(/\/$/, "")}`] : []));
  return { iamAt, stsAt: source.sts, hasMfa, inWords: named.join(", ") || undefined };
}

function withoutEndpoints(environment: RequestEnvironment): RequestEnvironment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/_ENDPOINT_URLS?(_|$)/.test(name)));
}

/** The profile is used in other shells, too, and there a key that this server made up would be sent to AWS. */
function onlyHere(profile: string, here: string | undefined, always: string | undefined): ActasError {
  const [now, else_] = [here, always].map((words) => words ?? "AWS's own endpoints");
  const reason = `variables of this shell name ${now}, and everywhere else the profile has ${else_}`;
  return new ActasError("configuration", `cannot rotate the key of profile "${profile}": ${reason}`, {
    hints: [
      "`unset AWS_ENDPOINT_URL AWS_ENDPOINT_URL_IAM AWS_ENDPOINT_URL_STS AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`",
      "`endpoint_url` in the profile names a server that the profile always asks",
    ],
  });
}

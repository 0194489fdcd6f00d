import type { Environment } from "../../../base/environment.ts";
import { ActasError } from "../../../base/errors.ts";
import { findProfile, givesCredentials, type Profile, profileOrNone } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { SdkChain, StepName } from "./sdk-chains.ts";

/** What one SDK finds at one place. */
export interface ChainStep {
  readonly words: string;
  /** `taken`: these credentials are used; `hidden`: they would do, and an earlier place is taken; `fails`: the SDK stops. */
  readonly state: "taken" | "hidden" | "absent" | "fails";
}

/** What one SDK does in an environment. */
export interface Walk {
  readonly steps: readonly ChainStep[];
  /** What it takes, in words; `nothing` when it has no credentials. */
  readonly takes: string;
  /** What mends it where the SDK stops. */
  readonly mend?: string;
  /** Tells the same credentials of two SDKs from different ones. */
  readonly identity: string;
}

/** What an SDK takes that finds no credentials. */
export const NOTHING = "nothing";

/** What is at a place: credentials, or nothing that the SDK would take. */
interface Place {
  readonly words: string;
  readonly has: boolean;
  readonly fails?: "here" | "at once";
  /** What mends it. */
  readonly mend?: string;
}

/** @param files - as the SDK reads them, which within `exec` are the guarded copies */
export function walkChain(chain: SdkChain, variables: Environment, files: ProfileFiles): Walk {
  const named = namingVariable(chain, variables);
  const passesKeysOver = chain.profileReplacesKeys === true && named !== undefined;
  const places = chain.steps.map((step) => ({
    step,
    ...(step === "keys" && passesKeysOver ? replaced(variables, named, chain) : placeOf(step, chain, variables, files)),
  }));
  const stop = places.findIndex(({ fails }) => fails === "at once");
  const first = stop >= 0 ? stop : places.findIndex(({ fails, has }) => has || fails);
  const steps = places.map((place, index) => ({ words: place.words, state: stateOf(place, index, first) }));
  const taken = places[first];
  if (!taken) return { steps, takes: NOTHING, identity: NOTHING };
  const step = taken.step === "role-profile" ? "profile" : taken.step;
  const identity = `${step} ${taken.words}`;
  if (!taken.fails) return { steps, takes: taken.words, identity };
  return { steps, takes: `nothing: ${taken.words}`, identity, ...(taken.mend && { mend: taken.mend }) };
}

function stateOf({ fails, has }: Place, index: number, first: number): ChainStep["state"] {
  if (index === first) return fails ? "fails" : "taken";
  return has ? "hidden" : "absent";
}

/** The variable that names the profile. */
function namingVariable({ needsNamedProfile, profileVariables }: SdkChain, variables: Environment) {
  return profileVariables.find((name) => (needsNamedProfile ? variables[name] !== undefined : variables[name]));
}

function nameOfProfile(chain: SdkChain, variables: Environment): string {
  return variables[namingVariable(chain, variables) ?? ""] ?? "default";
}

function placeOf(step: StepName, chain: SdkChain, variables: Environment, files: ProfileFiles): Place {
  switch (step) {
    case "keys":
      return keys(variables, chain);
    case "role-profile":
      return profilePlace(chain, variables, files, assumesRole, "with a role");
    case "profile":
      return profilePlace(chain, variables, files, () => true);
    case "web-identity":
      return webIdentity(chain, variables, files);
    case "container":
      return container(chain, variables);
    case "metadata":
      return metadata(variables);
  }
}

function keys(
  { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ACTAS_TARGET: target }: Environment,
  { needsWholeKeys }: SdkChain,
): Place {
  if (id && secret) return { has: true, words: `the keys in AWS_ACCESS_KEY_ID${target ? `, set for ${target}` : ""}` };
  if (!id && !secret) return { has: false, words: "no keys in the environment" };
  const missing = id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  const words = `half of the keys in the environment: ${missing} is not set`;
  return { has: false, words, ...(id && needsWholeKeys && { fails: "here", mend: "unset AWS_ACCESS_KEY_ID" }) };
}

function replaced(variables: Environment, named: string, chain: SdkChain): Place {
  const { has } = keys(variables, chain);
  return {
    has: false,
    words: has ? `the keys in the environment, which ${named} replaces` : "no keys in the environment",
  };
}

function profilePlace(
  chain: SdkChain,
  variables: Environment,
  files: ProfileFiles,
  counts: (profile: Profile) => boolean,
  kind = "",
): Place {
  const variable = namingVariable(chain, variables);
  const name = nameOfProfile(chain, variables);
  const called = `profile "${name}"${variable ? ` (${variable})` : ""}`;
  try {
    const profile = findProfile(files, name);
    if (!profile && variable) {
      const fails = { fails: "at once", mend: name === "" ? `unset ${variable}` : "actas list profiles" } as const;
      return { has: false, words: `${called} does not exist`, ...(chain.needsNamedProfile && fails) };
    }
    const has = givesCredentials(profile) && profile !== undefined && counts(profile);
    if (has) return { has, words: called };
    return { has, words: `${profile ? "no credentials in" : "no"} ${called}${kind && ` ${kind}`}` };
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { has: false, fails: "here", words: `${called} cannot be read` };
  }
}

/** With the keys of another place. */
function assumesRole({ settings }: Profile): boolean {
  return settings.has("role_arn") && !settings.has("web_identity_token_file");
}

function webIdentity(chain: SdkChain, variables: Environment, files: ProfileFiles): Place {
  const profile = chain.mixesWebIdentity && profileOrNone(files, nameOfProfile(chain, variables));
  const { AWS_ROLE_ARN: ownRole, AWS_WEB_IDENTITY_TOKEN_FILE: ownFile } = variables;
  const file = ownFile || profile?.settings.get("web_identity_token_file")?.value;
  if (!file || !(ownFile || ownRole)) return { has: false, words: "no token file" };
  const role = ownRole || profile?.settings.get("role_arn")?.value;
  const where = ownFile ? "in AWS_WEB_IDENTITY_TOKEN_FILE" : `of profile "${profile?.name}"`;
  if (role) return { has: true, words: `the role ${role}, by the token ${where}` };
  const words = "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not";
  return {
    has: false,
    words,
    ...(chain.needsRoleOfToken && { fails: "here", mend: "unset AWS_WEB_IDENTITY_TOKEN_FILE" }),
  };
}

function container({ relativeOnly }: SdkChain, variables: Environment): Place {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: full, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative } = variables;
  if (relative) return { has: true, words: "the endpoint in AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" };
  if (!full) return { has: false, words: "no container endpoint" };
  if (relativeOnly) return { has: false, words: "AWS_CONTAINER_CREDENTIALS_FULL_URI, which this SDK does not know" };
  const { ACTAS_TARGET: target } = variables;
  const ours = target && full.startsWith("http://127.0.0.1:") ? ` of actas, for ${target}` : "";
  return { has: true, words: `the endpoint in AWS_CONTAINER_CREDENTIALS_FULL_URI${ours}` };
}

/** Whether anything answers there is not looked at: elsewhere than on a machine of AWS the question takes seconds. */
function metadata({ AWS_EC2_METADATA_DISABLED: off }: Environment): Place {
  const words =
    off?.toLowerCase() === "true" ? "instance metadata is off" : "instance metadata, if this is a machine of AWS";
  return { has: false, words };
}

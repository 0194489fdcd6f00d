import type { Environment } from "../../../base/environment.ts";
import { ActasError } from "../../../base/errors.ts";
import { findProfile, givesCredentials, type Profile } from "../../../profiles/profile.ts";
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
  /** Tells the same credentials of two SDKs from different ones. */
  readonly identity: string;
}

/** What an SDK takes that finds no credentials. */
export const NOTHING = "nothing";

/** What is at a place: credentials, or nothing that the SDK would take. */
interface Place {
  readonly words: string;
  readonly has: boolean;
  readonly fails?: true;
}

/** @param files - as the SDK reads them, which within `exec` are the guarded copies */
export function walkChain(chain: SdkChain, variables: Environment, files: ProfileFiles): Walk {
  const named = chain.profileVariables.find((name) => variables[name]);
  const passesKeysOver = chain.profileReplacesKeys === true && named !== undefined;
  const places = chain.steps.map((step) => ({
    step,
    ...(step === "keys" && passesKeysOver ? replaced(variables, named) : placeOf(step, chain, variables, files)),
  }));
  const stop = chain.needsNamedProfile ? places.findIndex(({ fails }) => fails) : -1;
  const first = stop >= 0 ? stop : places.findIndex(({ fails, has }) => has || fails);
  const steps = places.map((place, index) => ({ words: place.words, state: stateOf(place, index, first) }));
  const taken = places[first];
  if (!taken) return { steps, takes: NOTHING, identity: NOTHING };
  const step = taken.step === "role-profile" ? "profile" : taken.step;
  return { steps, takes: taken.fails ? `nothing: ${taken.words}` : taken.words, identity: `${step} ${taken.words}` };
}

function stateOf({ fails, has }: Place, index: number, first: number): ChainStep["state"] {
  if (index === first) return fails ? "fails" : "taken";
  return has ? "hidden" : "absent";
}

function placeOf(step: StepName, chain: SdkChain, variables: Environment, files: ProfileFiles): Place {
  switch (step) {
    case "keys":
      return keys(variables);
    case "role-profile":
      return profilePlace(chain, variables, files, (profile) => profile.settings.has("role_arn"), "with a role");
    case "profile":
      return profilePlace(chain, variables, files, () => true);
    case "web-identity":
      return webIdentity(variables);
    case "container":
      return container(chain, variables);
    case "metadata":
      return metadata(variables);
  }
}

function keys({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ACTAS_TARGET: target }: Environment): Place {
  if (id && secret) return { has: true, words: `the keys in AWS_ACCESS_KEY_ID${target ? `, set for ${target}` : ""}` };
  if (!id && !secret) return { has: false, words: "no keys in the environment" };
  const missing = id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  return { has: false, words: `half of the keys in the environment: ${missing} is not set` };
}

function replaced(variables: Environment, named: string): Place {
  const { has } = keys(variables);
  return {
    has: false,
    words: has ? `the keys in the environment, which ${named} replaces` : "no keys in the environment",
  };
}

function profilePlace(
  { profileVariables }: SdkChain,
  variables: Environment,
  files: ProfileFiles,
  counts: (profile: Profile) => boolean,
  kind = "",
): Place {
  const variable = profileVariables.find((one) => variables[one]);
  const name = (variable && variables[variable]) || "default";
  const called = `profile "${name}"${variable ? ` (${variable})` : ""}`;
  try {
    const profile = findProfile(files, name);
    if (!profile && variable) return { has: false, fails: true, words: `${called} does not exist` };
    const has = givesCredentials(profile) && profile !== undefined && counts(profile);
    if (has) return { has, words: called };
    return { has, words: `${profile ? "no credentials in" : "no"} ${called}${kind && ` ${kind}`}` };
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { has: false, fails: true, words: `${called} cannot be read` };
  }
}

function webIdentity({ AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: file }: Environment): Place {
  const has = Boolean(role && file);
  return { has, words: has ? `the role ${role}, by the token in AWS_WEB_IDENTITY_TOKEN_FILE` : "no token file" };
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

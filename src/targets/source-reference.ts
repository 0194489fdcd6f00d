import { partitionOf } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { partitionOfRegion } from "../base/partitions.ts";
import { shellWord } from "../base/shell-word.ts";
import { tokenProblem } from "../base/token-problem.ts";
import { MFA_SERIAL } from "../profiles/key-generations.ts";
import type { Profile, ProfileKeys } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { callsActas } from "./calls-actas.ts";
import { sessionDuration, type Tell, USUAL_SESSION_SECONDS } from "./durations.ts";
import { identityCenterOf, isIdentityCenterProfile, permissionSetOf } from "./identity-center-profile.ts";
import { mfaDevice } from "./mfa-device.ts";
import type { ProfileChain } from "./profile-chain.ts";
import type { IamUserReference, IdentityCenterReference, SourceReference, UserReference } from "./resolved-target.ts";
import { builtIn, inheritedSetting, type Lineage, nameOf, ownSetting, type Setting, unusable } from "./setting.ts";
import { type StsCaller, stsForLater, stsLocation } from "./sts-location.ts";

/** Ways to credentials that are named in profiles and not built yet. */
const NOT_YET = [
  "login_session",
  "web_identity_token_file",
  "credential_source",
  "saml_auth_url",
  "web_identity_auth_url",
];

/** What a source reference is made from. */
export interface SourceParts {
  readonly chain: ProfileChain;
  /** Of the whole chain: the target first, `default` last. */
  readonly lineage: Lineage;
  /** The role the source's credentials assume first, when there is one. */
  readonly firstRoleArn?: string | undefined;
  readonly defaults: Lineage;
  /** Those of the source files. */
  readonly definitions: SourceDefinitions;
}

/**
 * Where the chain starts: the keys of the last profile, else IAM Identity Center, else its `credential_process`.
 *
 * @throws {ActasError} `configuration` when it has none of them; `unsupported` naming the key
 */
export function sourceReference(
  parts: SourceParts,
  request: CredentialRequest,
  files: ProfileFiles,
  tell: Tell,
): SourceReference {
  const { source, passedOver } = parts.chain;
  if (isIdentityCenterProfile(source)) return identityCenter(parts, request, files);
  const command = ownSetting(source, "credential_process");
  if (passedOver && command && (source.keys || callsActas(command.value))) throw hiddenFromSdks(passedOver, source);
  const keys = outranks(command, source.keys, files) ? undefined : source.keys;
  if (keys) return iamUser(keys, parts, request, files, tell);
  if (!command) throw noCredentials(source, request);
  if (passedOver) tell(`${nameOf(passedOver)} does not count here, as the profile has a \`credential_process\``);
  const sts = stsForLater(stsCaller(parts), request, files);
  return { kind: "credential-process", command: command.value, ...userReference(parts, request, tell), sts };
}

/** Keys in the credentials file come before a `credential_process`, those in the config file after it, as in the AWS CLI. */
function outranks(command: Setting | undefined, keys: ProfileKeys | undefined, { config, credentials }: ProfileFiles) {
  const inConfig = keys?.file === config.path && config.path !== credentials.path;
  return inConfig && command !== undefined && !callsActas(command.value);
}

/** How `session_token` is set: whether GetSessionToken comes before AssumeRole. */
export function sessionTokenUse(lineage: Lineage): Setting<IamUserReference["sessionTokenUse"]> {
  const setting = inheritedSetting(lineage, "session_token") ?? builtIn("auto");
  const { value, origin } = setting;
  if (value === "auto" || value === "always" || value === "never") return { value, origin };
  throw unusable(setting, "it is not `auto`, `always` or `never`");
}

function iamUser(
  { accessKeyId, secretAccessKey, sessionToken }: ProfileKeys,
  parts: SourceParts,
  request: CredentialRequest,
  files: ProfileFiles,
  tell: Tell,
): IamUserReference {
  const { source } = parts.chain;
  if (!accessKeyId || !secretAccessKey) throw halfAPair(source, accessKeyId ? "secret" : "id");
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  const problem = tokenProblem(keys);
  if (problem) throw new ActasError("configuration", `cannot use the keys of profile "${source.name}": ${problem}`);
  // Nobody signs in with temporary keys: what is set for that does not count.
  const user = sessionToken ? withoutSignIn(source) : userReference(parts, request, tell);
  const device = user.serialNumber ?? inheritedSetting(parts.lineage, ...MFA_SERIAL)?.value;
  const sts = stsLocation(stsCaller(parts, device), request, files);
  return { kind: "iam-user", ...keys, ...user, sts };
}

function withoutSignIn({ name }: Profile): Omit<UserReference, "sts"> {
  return { profile: name, sessionDurationSeconds: USUAL_SESSION_SECONDS, sessionTokenUse: "auto" };
}

function userReference(parts: SourceParts, request: CredentialRequest, tell: Tell): Omit<UserReference, "sts"> {
  const { chain, firstRoleArn, lineage } = parts;
  const serialNumber = mfaDevice(lineage, request)?.value;
  const use = sessionTokenUse(lineage).value;
  const mayBeSession = use === "always" || (use === "auto" && (!firstRoleArn || serialNumber));
  // the flag means the role when there is one
  const asked = firstRoleArn ? { environment: request.environment } : request;
  return {
    profile: chain.source.name,
    ...(serialNumber && { serialNumber }),
    sessionDurationSeconds: mayBeSession ? sessionDuration(lineage, asked, tell).value : USUAL_SESSION_SECONDS,
    sessionTokenUse: use,
  };
}

function identityCenter(parts: SourceParts, request: CredentialRequest, files: ProfileFiles): IdentityCenterReference {
  const profile = parts.chain.source;
  const source = identityCenterOf(profile, files, parts.definitions, request.environment);
  const sts = stsForLater({ ...stsCaller(parts), partition: partitionOfRegion(source.region).id }, request, files);
  return { kind: "identity-center", source, ...permissionSetOf(profile), sts };
}

function stsCaller({ chain: { source }, defaults, firstRoleArn }: SourceParts, serialNumber?: string): StsCaller {
  const partition = partitionOf(firstRoleArn ?? serialNumber ?? "") ?? "aws";
  return { own: source, lineage: [source, ...defaults], partition };
}

function hiddenFromSdks(roleArn: Setting, { name }: Profile): ActasError {
  return unusable(roleArn, "SDKs that see it never run the profile's `credential_process`", [
    `rename \`role_arn\` to \`actas_role_arn\` and \`source_profile\` to \`actas_source_profile\` in profile "${name}"`,
  ]);
}

function noCredentials(source: Profile, request: CredentialRequest): ActasError {
  const notYet = ownSetting(source, ...NOT_YET);
  if (notYet) return new ActasError("unsupported", `cannot use ${nameOf(notYet)}: it is not supported yet`);
  return new ActasError(
    "configuration",
    `cannot use profile "${source.name}": it has neither a role nor keys nor an \`sso_session\` nor a \`credential_process\``,
    {
      hints: [
        ...whatElseToName(request),
        `run \`aws configure --profile ${shellWord(source.name)}\` to give it keys, or set \`role_arn\` and \`source_profile\``,
      ],
    },
  );
}

/** For those who left out what decides, and did not mean the profile that was taken. */
function whatElseToName({ target, sourceProfile, environment }: CredentialRequest): string[] {
  if (sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE) return [];
  if (target === undefined) return ["name a profile or a role ARN as the target: without one it is `default`"];
  return target.startsWith("arn:") ? ["name the profile whose keys assume the role: `--profile NAME`"] : [];
}

function halfAPair({ name }: Profile, missing: "id" | "secret"): ActasError {
  const [has, lacks] = ["aws_access_key_id", "aws_secret_access_key"];
  const words = missing === "secret" ? `\`${has}\` without \`${lacks}\`` : `\`${lacks}\` without \`${has}\``;
  return new ActasError("configuration", `cannot use profile "${name}": it has ${words}`);
}

import { parseRoleArn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { shellOption } from "../base/shell-word.ts";
import { findProfile, hasKeys, type Profile, profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { Tell } from "./durations.ts";
import { kindIn, type SourceReference } from "./kinds/kinds.ts";
import { notSupported } from "./kinds/not-supported.ts";
import type { ProfileParts } from "./kinds/source-kind.ts";

const MOST_NAMED = 5;

/**
 * The start of the chain, by its last profile.
 *
 * @throws {ActasError} `configuration` when it names no source; `unsupported` with the key
 */
export function sourceReference(
  parts: ProfileParts,
  request: CredentialRequest,
  files: ProfileFiles,
  tell: Tell,
): SourceReference {
  const kind = kindIn(parts.source, files);
  if (!kind) throw noCredentials(parts.source, request, files);
  return kind.reference(parts, request, files, tell);
}

function noCredentials(source: Profile, request: CredentialRequest, files: ProfileFiles): ActasError {
  const elsewhere = notSupported(source);
  if (elsewhere) return elsewhere;
  return new ActasError(
    "configuration",
    `cannot use profile "${source.name}": it has neither a role nor keys nor an \`sso_session\` nor a \`credential_process\``,
    {
      hints: [
        ...whatElseToName(request, files),
        `run \`aws configure ${shellOption("--profile", source.name)}\` to give it keys, or set \`role_arn\` and \`source_profile\``,
      ],
    },
  );
}

/** Hints for users who named no profile and got one that they did not mean. */
function whatElseToName({ target, sourceProfile, environment }: CredentialRequest, files: ProfileFiles): string[] {
  if (sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE) return [];
  if (target === undefined) {
    return [
      "name a profile or a role ARN as the target: without one it is `default`",
      "`actas setup` adds a place to sign in to, `actas list sources` shows what there is",
    ];
  }
  return target.startsWith("arn:")
    ? [
        whoseKeys(target, files),
        "`SOURCE:ROLE_ARN` names a role that a sign-in gives; `actas list sources` shows those",
      ]
    : [];
}

/** The hint for a role ARN that was typed without a profile: whose keys may assume it, those of its account first. */
function whoseKeys(roleArn: string, files: ProfileFiles): string {
  const account = parseRoleArn(roleArn)?.accountId;
  const withKeys = profileNames(files).flatMap((name) => readable(name, files) ?? []);
  const ofAccount = withKeys.filter(({ settings }) => settings.get("mfa_serial")?.value.split(":")[4] === account);
  const names = [...new Set([...ofAccount, ...withKeys])].slice(0, MOST_NAMED).map(({ name }) => name);
  const profiles =
    names.length > 0 ? names.map((name) => `\`${shellOption("--profile", name)}\``) : ["`--profile NAME`"];
  return `name the profile whose keys assume the role: ${profiles.join(" or ")}`;
}

/** A profile with keys; nothing for one that cannot be read, which is no fault of what was typed. */
function readable(name: string, files: ProfileFiles): Profile | undefined {
  try {
    const profile = findProfile(files, name);
    return profile && hasKeys(profile) ? profile : undefined;
  } catch {
    return undefined;
  }
}

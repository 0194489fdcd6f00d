import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import type { Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { Tell } from "./durations.ts";
import { kindIn, type SourceReference } from "./kinds/kinds.ts";
import type { ProfileParts } from "./kinds/source-kind.ts";
import { nameOf, ownSetting } from "./setting.ts";

/** Kinds of credentials that profiles can name and that are not supported yet. */
const NOT_YET = [
  "login_session",
  "web_identity_token_file",
  "credential_source",
  "saml_auth_url",
  "web_identity_auth_url",
];

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
  if (!kind) throw noCredentials(parts.source, request);
  return kind.reference(parts, request, files, tell);
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

/** Hints for users who named no profile and got one that they did not mean. */
function whatElseToName({ target, sourceProfile, environment }: CredentialRequest): string[] {
  if (sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE) return [];
  if (target === undefined) {
    return [
      "name a profile or a role ARN as the target: without one it is `default`",
      "`actas setup` adds a place to sign in to, `actas list sources` shows what there is",
    ];
  }
  return target.startsWith("arn:") ? ["name the profile whose keys assume the role: `--profile NAME`"] : [];
}

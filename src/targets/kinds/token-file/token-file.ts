import type { StsLocation } from "../../../aws/sts-location.ts";
import { partitionOf } from "../../../base/arn.ts";
import type { CredentialRequest } from "../../../base/credential-request.ts";
import { TOKEN_FILE } from "../../../profiles/key-generations.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { type StsCaller, stsForLater } from "../../endpoints/sts-location.ts";
import { refuse, refuseRoleFlags } from "../../refuse-flags.ts";
import type { RoleHop } from "../../role-hops.ts";
import { nameOf, ownSetting, type Setting, unusable } from "../../setting.ts";
import type { NamedByProfile, SourceKind } from "../source-kind.ts";

/**
 * A file with a web identity token, for which AWS gives the first role of the chain. Another program writes it, and
 * writes a new one before the token ends.
 */
export interface TokenFileReference {
  readonly kind: "token-file";
  readonly file: string;
  /** What names the file, for messages. */
  readonly namedBy: string;
  readonly sts: StsLocation;
}

/** The row of token files. As for the SDKs, a token takes precedence over whatever else its profile has. */
export const tokenFile: SourceKind<TokenFileReference> & NamedByProfile<TokenFileReference> = {
  assumedBy: "token",
  keyParts: ({ file }) => [file],
  signInOf: () => undefined,
  signInOfProfile: () => undefined,
  roleOf: () => undefined,
  accountOf: () => undefined,
  userOf: () => undefined,
  commandOf: () => undefined,
  within: (source) => source,
  over: (source, network) => ({ ...source, sts: { ...source.sts, network } }),
  giver: ({ file }) => `the token in ${file}`,
  refuseFlags(request: CredentialRequest, { file }: TokenFileReference, chain: readonly RoleHop[]): void {
    const { externalId, grantType, serialNumber, tokenCode } = request;
    refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `the token in ${file} takes no MFA code`);
    refuse({ "--grant": grantType }, "the target does not start with a sign-in");
    if (chain.length === 1) refuse({ "--external-id": externalId }, "AWS takes none with a web identity token");
    refuseRoleFlags(request, chain, "the target assumes no role");
  },
  isIn: (profile) => profile.settings.has(TOKEN_FILE),
  lendsToItself: (profile) => profile.settings.has(TOKEN_FILE),
  reference({ source, defaults, firstRoleArn }, request, files) {
    const setting = ownSetting(source, TOKEN_FILE) as Setting;
    if (firstRoleArn === undefined) {
      const hint = `set \`role_arn\` in profile "${source.name}" to the role that AWS gives for the token`;
      throw unusable(setting, "the profile has no `role_arn`", [hint]);
    }
    return tokenIn(setting, firstRoleArn, { own: source, lineage: [source, ...defaults] }, request, files);
  },
};

/** The reference to a token file that a profile or a variable names. @throws {ActasError} `configuration` */
export function tokenIn(
  setting: Setting,
  roleArn: string,
  caller: Omit<StsCaller, "partition">,
  request: CredentialRequest,
  files: ProfileFiles,
): TokenFileReference {
  if (!setting.value.startsWith("/")) throw unusable(setting, "it is not the absolute path of a file");
  const sts = stsForLater({ ...caller, partition: partitionOf(roleArn) ?? "aws" }, request, files);
  return { kind: "token-file", file: setting.value, namedBy: nameOf(setting), sts };
}

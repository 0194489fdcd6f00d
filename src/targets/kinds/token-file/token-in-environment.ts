import type { CredentialRequest } from "../../../base/credential-request.ts";
import { defaultProfile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { Tell } from "../../durations.ts";
import { type RolePlace, roleHops } from "../../role-hops.ts";
import { fromEnvironment, fromFlag, type Setting } from "../../setting.ts";
import { type TokenFileReference, tokenIn } from "./token-file.ts";

/** The role that AWS gives for a token, both named by variables, and perhaps a role that is assumed from it. */
export interface TokenTarget {
  readonly tokenFile: Setting;
  readonly ofToken: Setting;
  readonly roleArn?: string;
}

/**
 * `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, which Kubernetes sets in a pod. As for most SDKs they come before
 * the profile `default`; one that is named, by a flag or a variable, is what the user wants.
 */
export function tokenInEnvironment({ environment, sourceProfile }: CredentialRequest): TokenTarget | undefined {
  if (sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE) return undefined;
  const tokenFile = fromEnvironment(environment, "AWS_WEB_IDENTITY_TOKEN_FILE");
  const ofToken = fromEnvironment(environment, "AWS_ROLE_ARN");
  return tokenFile && ofToken && { tokenFile, ofToken };
}

/** Where such a target starts. It has no profile; like any program without one, it inherits from `default`. */
export function startAtToken(
  { ofToken, roleArn, tokenFile }: TokenTarget,
  { request, files, tell }: { readonly request: CredentialRequest; readonly files: ProfileFiles; readonly tell: Tell },
) {
  const own = defaultProfile(files);
  const lineage = [own] as const;
  const named = fromFlag("TARGET", roleArn);
  const places: RolePlace[] = [
    { roleArn: ofToken, lineage, assumedBy: "token" },
    ...(named ? [{ roleArn: named, lineage, assumedBy: "role" } as const] : []),
  ];
  return {
    name: roleArn ?? ofToken.value,
    lineage,
    hops: request.sessionOnly ? [] : roleHops(places, request, files, tell),
    assumedBy: "role" as const,
    source: (): TokenFileReference => tokenIn(tokenFile, ofToken.value, { own, lineage }, request, files),
  };
}

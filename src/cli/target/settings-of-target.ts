import type { CredentialRequest } from "../../base/credential-request.ts";
import { findProfile } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { lookUpMeant } from "./look-up-meant.ts";
import type { TargetRequest } from "./target-request.ts";

/**
 * What a project file says for a target, with the account where the target says it.
 *
 * @throws {ActasError} whatever a request for its credentials would be refused for
 */
export async function settingsOfTarget(typed: TargetRequest): Promise<ProjectSettings> {
  const { account, request } = await lookUpMeant(typed);
  return { ...(await named(request)), ...(account && { account }) };
}

async function named({ environment, source, sourceProfile, target = "" }: CredentialRequest) {
  if (source !== undefined) return { server: source, role: target };
  const profile = sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || "default";
  if (target === "") return { profile };
  if (target.startsWith("arn:")) return { profile, assume_role: { role_arn: target } };
  if (findProfile(await readProfileFiles(environment), target)) return { profile: target };
  const colon = target.indexOf(":");
  return { server: target.slice(0, colon), role: target.slice(colon + 1) };
}

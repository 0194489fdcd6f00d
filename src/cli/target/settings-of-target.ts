import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { findProfile } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { tokenInEnvironment } from "../../targets/kinds/token-file/token-in-environment.ts";
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

async function named(request: CredentialRequest) {
  const { environment, source, sourceProfile, target = "" } = request;
  if (source !== undefined) return { server: source, role: target };
  const profile = sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || "default";
  if ((target === "" || target.startsWith("arn:")) && tokenInEnvironment(request)) throw namedByVariables();
  if (target === "") return { profile };
  if (target.startsWith("arn:")) return { profile, assume_role: { role_arn: target } };
  if (findProfile(await readProfileFiles(environment), target)) return { profile: target };
  const colon = target.indexOf(":");
  return { server: target.slice(0, colon), role: target.slice(colon + 1) };
}

function namedByVariables(): ActasError {
  const reason = "its role and its token are named by AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE";
  return new ActasError("usage", `cannot say in a project file what this target is: ${reason}`, {
    hints: ["name a profile that has `role_arn` and `web_identity_token_file`"],
  });
}

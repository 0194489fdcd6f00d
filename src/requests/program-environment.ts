import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import {
  clearedVariables,
  containerVariables,
  credentialVariables,
  directVariables,
  fileVariables,
  programVariables,
} from "../delivery/environment-variables.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/** The changes to a program's environment by which it uses the container endpoint as `target`, and nothing else. */
export function environmentWithEndpoint(
  target: ResolvedTarget,
  request: CredentialRequest,
  endpoint: Parameters<typeof containerVariables>[0],
): EnvironmentChanges {
  return {
    ...clearedVariables(),
    ...containerVariables(endpoint),
    ...directVariables(request.environment),
    ...aboutTarget(target, request),
  };
}

/** The same for a container. It inherits nothing, so that it gets what other programs find in their environment. */
export function environmentInContainer(
  target: ResolvedTarget,
  { environment, region }: CredentialRequest,
  endpoint: Parameters<typeof containerVariables>[0],
): EnvironmentChanges {
  const { AWS_DEFAULT_REGION, AWS_REGION } = environment;
  const caller = { ...(AWS_REGION && { AWS_REGION }), ...(AWS_DEFAULT_REGION && { AWS_DEFAULT_REGION }) };
  return {
    ...clearedVariables(),
    ...containerVariables(endpoint),
    ...directVariables(environment),
    ...programVariables(target, { caller, ...(region && { region }) }),
  };
}

/** The same with the credentials file at `path`, which is kept fresh for the program. */
export function environmentWithFile(
  target: ResolvedTarget,
  request: CredentialRequest,
  path: string,
): EnvironmentChanges {
  return { ...clearedVariables(), ...fileVariables(path), ...aboutTarget(target, request) };
}

/** The same with the keys themselves, which nothing renews. */
export function environmentWithKeys(
  target: ResolvedTarget,
  request: CredentialRequest,
  credentials: Credentials,
): EnvironmentChanges {
  return { ...clearedVariables(), ...credentialVariables(credentials), ...aboutTarget(target, request) };
}

function aboutTarget(target: ResolvedTarget, { environment, region }: CredentialRequest): EnvironmentChanges {
  return programVariables(target, { caller: environment, ...(region && { region }) });
}

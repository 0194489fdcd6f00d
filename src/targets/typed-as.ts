import type { CredentialRequest } from "../base/credential-request.ts";
import { shellOption } from "../base/shell-word.ts";
import { inShell, typedProfile } from "./typed-target.ts";

/** What one types in a shell to mean the target of a request. */
export function typedAs(name: string, { target, sourceProfile }: CredentialRequest): string {
  if (!target?.startsWith("arn:")) return inShell(typedProfile(name));
  return sourceProfile ? `${target} ${shellOption("--profile", sourceProfile)}` : target;
}

import { ActasError } from "../../base/errors.ts";
import type { CredentialServerReference, ResolvedTarget } from "../../targets/resolved-target.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import { withSignIn } from "../signed-in.ts";
import type { Beginning, SourceTools } from "../source.ts";
import { lendCredentials } from "./lend-credentials.ts";
import { credentialServerMethods } from "./methods.ts";

/** A role that a team's credential server lends to whoever has signed in. */
export async function credentialServer(target: ResolvedTarget, tools: SourceTools): Promise<Beginning> {
  const { source, role } = target.source as CredentialServerReference;
  const { grant } = tools.request;
  try {
    const lent = await withSignIn(source, credentialServerMethods, { ...tools, ...(grant && { grant }) }, (signIn) =>
      lendCredentials(source, signIn, role, tools.clock),
    );
    return { ...lent, remaining: target.chain };
  } catch (error) {
    throw error instanceof SignInRefused ? refusedAgain(error, source.origin) : error;
  }
}

/** A new sign-in did not help, so the next one would not either. */
function refusedAgain({ message }: SignInRefused, origin: string): ActasError {
  return new ActasError("access-denied", `${message}, although it is new`, {
    hints: [`check the client and the scopes in ${origin}, and that the credential server trusts its tokens`],
  });
}

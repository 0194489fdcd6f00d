import type { CredentialServerReference, ResolvedTarget } from "../../targets/resolved-target.ts";
import { signedInTools, withSignIn } from "../signed-in.ts";
import type { Beginning, SourceTools } from "../source.ts";
import { lendCredentials } from "./lend-credentials.ts";
import { credentialServerMethods } from "./methods.ts";

/** A role that a team's credential server lends to whoever has signed in. */
export async function credentialServer(target: ResolvedTarget, tools: SourceTools): Promise<Beginning> {
  const { source, role } = target.source as CredentialServerReference;
  const lent = await withSignIn(source, credentialServerMethods, signedInTools(tools), (signIn) =>
    lendCredentials(source, signIn, role, tools.clock),
  );
  return { ...lent, remaining: target.chain };
}

import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { firstHop } from "../first-hop.ts";
import { lend } from "../lend.ts";
import type { SourceResult, SourceTools } from "../source.ts";
import { lendCredentials } from "./lend-credentials.ts";
import { credentialServerMethods } from "./methods.ts";

/** A role that a team's credential server lends to a user who has signed in. */
export async function credentialServer(
  target: ResolvedTarget<"credential-server">,
  tools: SourceTools,
): Promise<SourceResult> {
  const { source, role } = target.source;
  return firstHop(target, { name: `${source.id}:${role}`, chain: [] }, tools, (asking) =>
    lend(source, credentialServerMethods, asking, (signIn) => lendCredentials(source, signIn, role, asking.clock)),
  );
}

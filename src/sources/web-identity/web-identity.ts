import { WebIdentityRefusal } from "../../aws/web-identity/web-identity-refusal.ts";
import { ActasError } from "../../base/errors.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { firstHop } from "../first-hop.ts";
import { lend } from "../lend.ts";
import { roleByToken } from "../role-by-token.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";
import type { LentCredentials, SourceResult, SourceTools } from "../source.ts";
import { webIdentityMethods } from "./methods.ts";

/** A role that AWS gives for the token of an OpenID provider where the user has signed in. */
export async function webIdentity(target: ResolvedTarget<"web-identity">, tools: SourceTools): Promise<SourceResult> {
  const { source } = target.source;
  const own = target.chain.slice(0, 1);
  const name = `${source.id}:${own[0]?.roleArn}`;
  return firstHop(target, { name, chain: own }, tools, (asking) =>
    lend(source, webIdentityMethods, asking, (signIn) => roleFor(target, signIn, asking)),
  );
}

async function roleFor(
  { chain: [hop], name, source: { source } }: ResolvedTarget<"web-identity">,
  { held: { idToken } }: SignIn<"web-identity">,
  { sts }: SourceTools,
): Promise<LentCredentials> {
  if (!hop) throw new ActasError("bug", `cannot get credentials for "${name}": no role was named`);
  if (hop.sts.endpointUrl !== source.stsEndpoint) throw otherSts(source, name);
  try {
    return { credentials: await roleByToken(hop, idToken, sts) };
  } catch (error) {
    const isExpired = error instanceof WebIdentityRefusal && error.why === "expired";
    throw isExpired ? new SignInRefused(error.message) : error;
  }
}

/** A token goes to no other STS than the one that was known when it was asked for. */
function otherSts({ id }: WebIdentityDefinition, name: string): ActasError {
  const reason = `the token of "${id}" is for another STS than that of the profile`;
  return new ActasError("configuration", `cannot get credentials for "${name}": ${reason}`, {
    hints: ["leave `endpoint_url` and `services` to the profile that signs in, or set AWS_ENDPOINT_URL_STS for all"],
  });
}

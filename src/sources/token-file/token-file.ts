import { tokenClaims } from "../../aws/web-identity/token-claims.ts";
import { WebIdentityRefusal } from "../../aws/web-identity/web-identity-refusal.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { reasonOf } from "../../base/system-error.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import type { TokenFileReference } from "../../targets/kinds/token-file/token-file.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { firstHop } from "../first-hop.ts";
import { roleByToken } from "../role-by-token.ts";
import type { SourceResult, SourceTools } from "../source.ts";

/** More than AWS takes, and little enough to be read at once. */
const MOST_BYTES = 64 * 1024;

/** A role that AWS gives for the token in a file. It is read for each call, since what writes it replaces it. */
export async function tokenFile(target: ResolvedTarget<"token-file">, tools: SourceTools): Promise<SourceResult> {
  const [hop] = target.chain;
  if (!hop) throw new ActasError("bug", `cannot get credentials for "${target.name}": no role was named`);
  return firstHop(target, { name: hop.roleArn, chain: [hop] }, tools, async ({ sts }) => {
    const token = tokenIn(target.source);
    return { credentials: await roleByToken(hop, token, sts).catch((error: unknown) => tooOld(error, target)) };
  });
}

function tokenIn({ file, namedBy }: TokenFileReference): Secret {
  const cannot = (reason: string): ActasError =>
    new ActasError("configuration", `cannot use the token in ${file}: ${reason}`, {
      hints: [`${namedBy} names the file`],
    });
  let text: string;
  try {
    text = readRegularFile(file, "latin1", MOST_BYTES).trim();
  } catch (error) {
    throw cannot(reasonOf(error));
  }
  if (text === "") throw cannot("the file is empty");
  // Whatever else it is, it is not sent anywhere.
  if (!/^[\w.-]+$/.test(text) || !tokenClaims(text)) throw cannot("it is no OpenID Connect token");
  return new Secret(text);
}

function tooOld(
  error: unknown,
  { source: { file }, chain: [hop] }: ResolvedTarget<"token-file">,
): Promise<Credentials> {
  if (!(error instanceof WebIdentityRefusal) || error.why !== "expired") return Promise.reject(error);
  const [said = ""] = error.hints;
  return Promise.reject(
    new ActasError("access-denied", `cannot assume role ${hop?.roleArn}: the token in ${file} is too old`, {
      hints: [said, "what writes the file must write a new token: `ls -lL` of it tells when it last did"],
    }),
  );
}

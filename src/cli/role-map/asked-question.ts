import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { claimsInToken } from "../../trust-policies/claims-in-token.ts";
import {
  type TokenCall,
  type TokenClaims,
  type TrustQuestion,
  tokenQuestion,
} from "../../trust-policies/trust-question.ts";
import { say } from "../terminal/say.ts";
import { placeOf, textOf } from "./read-roles.ts";

/** Who is asked about: a token in a file, or a person in words. */
export interface Asked {
  readonly token?: string;
  readonly subject?: string;
  readonly provider?: string;
  readonly audience?: string;
  readonly group?: readonly string[];
  readonly sessionName?: string;
}

/**
 * What STS would be asked for this role.
 *
 * @param policyFile - where the policy was read; absent: at AWS
 * @throws {ActasError} `usage`, `system`
 */
export async function askedQuestion(
  roleArn: string,
  policyFile: string | undefined,
  asked: Asked,
): Promise<{ readonly question: TrustQuestion; readonly issuer: string; readonly audiences: readonly string[] }> {
  const { partition, accountId } = parseRoleArn(roleArn) ?? { partition: "aws", accountId: "" };
  const { claims, provider } =
    asked.token === undefined ? describedPerson(asked) : await readToken(asked.token, policyFile);
  const call: TokenCall = asked.sessionName === undefined ? {} : { sessionName: asked.sessionName };
  const question = tokenQuestion({ accountId, partition }, provider, claims, call);
  return { question, issuer: provider, audiences: [claims.azp ?? claims.aud].flat() };
}

function describedPerson({ audience, group, provider, subject }: Asked): { claims: TokenClaims; provider: string } {
  if (subject === undefined || provider === undefined || audience === undefined) {
    throw new ActasError("usage", "cannot tell who is meant: there is neither a token nor a person in full", {
      hints: [
        "`--token FILE` reads an ID token",
        "`--provider URL --subject SUB --audience CLIENT`, with `--group NAME` for each of their groups, describes a person",
      ],
    });
  }
  return {
    provider: provider.replace(/^https?:\/\//, ""),
    claims: { sub: subject, aud: audience, ...(group && { amr: group }) },
  };
}

async function readToken(
  file: string,
  policyFile: string | undefined,
): Promise<{ claims: TokenClaims; provider: string }> {
  if (file === "-" && policyFile === "-") {
    throw new ActasError("usage", "cannot read both the policy and the token from standard input", {
      hints: ["`--token FILE` names a file"],
    });
  }
  const read = claimsInToken(await textOf(file, "token"));
  if (typeof read === "string") throw new ActasError("usage", `cannot read a token in ${placeOf(file)}: ${read}`);
  if (read.expiration && read.expiration.getTime() < Date.now()) {
    say("actas: note: the token has expired, so STS would refuse it; the policy is judged as if it had not");
  }
  return read;
}

import type { SandboxRole } from "../../accounts.ts";
import { AwsError } from "../../aws-error.ts";
import { issueCredentials } from "../../issue-credentials.ts";
import type { MadeUpAws } from "../../made-up-aws.ts";
import { partitionOf } from "../../partitions.ts";
import { packedPolicySize } from "../../session-policy/packed-policy-size.ts";
import { sessionPolicyOf } from "../../session-policy/session-policy.ts";
import type { XmlTree } from "../../xml.ts";
import { durationParameter, requiredParameter } from "../parameters.ts";
import { checkRoleArn, checkSessionDuration, ROLE_ARN, roleSession, SESSION_NAME } from "../role-session.ts";
import { furtherActions } from "../session-facts.ts";
import { trustsToken } from "./trusts-token.ts";
import { type VerifiedToken, verifiedToken } from "./verified-token.ts";

const TOKEN = { min: 4, max: 20_000, pattern: /^[\u0020-\u00ff]+$/ };

/** How much of a token fits into a session. AWS does not say; it is reached with some thirty groups. */
const MOST_PACKED_BYTES = 1024;

/**
 * AssumeRoleWithWebIdentity: temporary credentials of a role that trusts the token's provider.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function assumeRoleWithWebIdentity(parameters: URLSearchParams, aws: MadeUpAws): Promise<XmlTree> {
  const roleArn = requiredParameter(parameters, "RoleArn", ROLE_ARN);
  const roleSessionName = requiredParameter(parameters, "RoleSessionName", SESSION_NAME);
  const text = requiredParameter(parameters, "WebIdentityToken", TOKEN);
  const durationSeconds = durationParameter(parameters, { min: 900, max: 43_200, otherwise: 3600 });
  checkRoleArn(roleArn);
  const [accountId = ""] = /\d{12}/.exec(roleArn) ?? [];
  const token = await verifiedToken(text, accountId, aws);
  const provider = `arn:${partitionOf(roleArn)}:iam::${accountId}:oidc-provider/${token.provider}`;
  const role = authorizedRole(roleArn, provider, token, aws);
  checkSessionDuration(durationSeconds, role);
  if (packedBytes(token) > MOST_PACKED_BYTES) {
    throw new AwsError("PackedPolicyTooLarge", "Serialized token too large for session");
  }
  const sessionPolicy = sessionPolicyOf(parameters);
  const session = { ...roleSession(role, roleSessionName), ...(sessionPolicy && { sessionPolicy }) };
  return {
    Credentials: issueCredentials(aws, session, durationSeconds),
    SubjectFromWebIdentityToken: token.sub,
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Provider: provider,
    Audience: token.aud,
    PackedPolicySize: packedPolicySize(parameters, token.session)?.toString(),
    SourceIdentity: token.session.sourceIdentity,
  };
}

function authorizedRole(roleArn: string, provider: string, token: VerifiedToken, aws: MadeUpAws): SandboxRole {
  const context = Object.fromEntries(
    Object.entries({ aud: token.aud, sub: token.sub, amr: token.amr }).map(([claim, value]) => [
      `${token.provider}:${claim}`,
      value,
    ]),
  );
  const role = aws.accounts.roleOf(roleArn);
  const actions = ["sts:AssumeRoleWithWebIdentity", ...furtherActions(token.session)];
  const refused = actions.find((action) => !role || !trustsToken(role.trustPolicy, { provider, context }, action));
  if (role && !refused) return role;
  throw new AwsError("AccessDenied", `Not authorized to perform ${refused}`);
}

function packedBytes({ aud, sub, amr, session }: VerifiedToken): number {
  return Buffer.byteLength(JSON.stringify({ aud, sub, amr, ...session }));
}

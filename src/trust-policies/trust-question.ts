import { type ConditionContext, type ContextValue, listValue } from "../iam-policies/condition-context.ts";
import { type AskedRole, type ChosenForCall, callContext, sessionActions, textOrUnknown } from "./call-context.ts";

/** Who asks STS for a role, and with what. */
export interface TrustQuestion extends AskedRole {
  readonly asker: TokenAsker | AwsAsker;
  /** What STS must be allowed to do, all of it. */
  readonly actions: readonly string[];
  readonly context: ConditionContext;
  /** Whether STS refuses before it looks at the policy: the provider does not know the application of the token. */
  readonly isRefused?: boolean;
}

/** A person or program with a token of an OpenID provider. */
export interface TokenAsker {
  readonly kind: "token";
  /** The issuer without `https://`, to the byte: `idp.example.com/realm`. */
  readonly provider: string;
}

/** A role or user of AWS. */
export interface AwsAsker {
  readonly kind: "aws";
  /** The ARN of the IAM role or user; of a session, the role's. */
  readonly arn: string;
  /** The ARN of the session, if it is one. */
  readonly sessionArn?: string;
}

/** What of a token reaches the conditions of a trust policy. */
export interface TokenClaims {
  /** Absent where it is not known. */
  readonly sub?: string;
  readonly aud: string | readonly string[];
  readonly azp?: string;
  readonly amr?: readonly string[];
  /** Claims that AWS hands on for some providers only, such as GitHub. */
  readonly others?: Readonly<Record<string, unknown>>;
  /** The principal tags of the claim `https://aws.amazon.com/tags`. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
}

/** What is known of the call beside the token. */
export interface TokenCall extends ChosenForCall {
  /** The client ids that the account's provider has: STS takes no token for others. Absent where they are not known. */
  readonly clientIds?: readonly string[];
}

/**
 * Providers of which more claims than `aud`, `sub` and `amr` reach a policy. Which ones, AWS says on its page.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const WITH_MORE_CLAIMS =
  /^(?:token\.actions\.githubusercontent\.com|accounts\.google\.com|oidc\.circleci\.com|identity\.oraclecloud\.com)(?:\/|$)/;

/** The claims of every provider that a policy can ask about; `oaud` only where the token has `azp`. */
const CLAIMS = ["aud", "sub", "amr", "oaud"];

export function reachesPolicies(provider: string, claim: string): boolean {
  return CLAIMS.includes(claim.toLowerCase()) || WITH_MORE_CLAIMS.test(provider);
}

/**
 * The question that STS answers for AssumeRoleWithWebIdentity. What the token asks for beside the role, tags and a
 * source identity, has to be allowed too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function tokenQuestion(
  role: AskedRole,
  provider: string,
  claims: TokenClaims,
  call: TokenCall = {},
): TrustQuestion {
  return {
    ...role,
    asker: { kind: "token", provider },
    actions: ["sts:AssumeRoleWithWebIdentity", ...sessionActions(claims)],
    context: contextOfToken(role, provider, claims, call),
    isRefused: call.clientIds !== undefined && !isForOneOf(call.clientIds, claims),
  };
}

function isForOneOf(clientIds: readonly string[], { aud, azp }: TokenClaims): boolean {
  return (azp === undefined ? [aud].flat() : [azp]).some((client) => clientIds.includes(client));
}

function contextOfToken(role: AskedRole, provider: string, claims: TokenClaims, call: TokenCall): ConditionContext {
  const { amr, aud, azp, others = {}, sourceIdentity, sub, tags } = claims;
  const { accountId, partition } = role;
  const known: Readonly<Record<string, ContextValue>> = {
    [`${provider}:sub`]: textOrUnknown(sub),
    [`${provider}:aud`]: azp === undefined ? audience(aud) : { text: azp },
    [`${provider}:oaud`]: azp === undefined ? "absent" : audience(aud),
    [`${provider}:amr`]: listValue(amr ?? []),
    "aws:federatedprovider": { text: `arn:${partition}:iam::${accountId}:oidc-provider/${provider}` },
    "aws:multifactorauthpresent": "absent",
    "aws:multifactorauthage": "absent",
    "sts:externalid": "absent",
  };
  return callContext({ ...call, role, sourceIdentity, tags }, known, (key) => {
    const claim = claimIn(key, provider);
    if (claim === undefined) return "unknown";
    return reachesPolicies(provider, claim) ? claimValue(others, claim) : "absent";
  });
}

/** AWS does not say what a policy sees of several audiences. */
function audience(aud: string | readonly string[]): ContextValue {
  const [one, ...more] = [aud].flat();
  return one === undefined ? "absent" : more.length > 0 ? "unknown" : { text: one };
}

function claimIn(key: string, provider: string): string | undefined {
  const prefix = `${provider.toLowerCase()}:`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

function claimValue(others: Readonly<Record<string, unknown>>, claim: string): ContextValue {
  const found = Object.entries(others).find(([name]) => name.toLowerCase() === claim)?.[1];
  if (found === undefined) return "absent";
  return Array.isArray(found) ? listValue(found.map(String)) : { text: String(found) };
}

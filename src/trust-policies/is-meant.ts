import { not, type Truth, truthOf, unknown } from "../iam-policies/truth.ts";
import type { Principals } from "./trust-policy.ts";
import type { AwsAsker, TrustQuestion } from "./trust-question.ts";

/** Providers that policies name without an ARN. */
const BARE = ["accounts.google.com", "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com"];

/**
 * Whether a statement is about the one who asks. Names are compared whole: a wildcard within an ARN matches nothing, nor
 * does the id (`AROA…`) that IAM writes for a principal that was deleted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function isMeant(principals: Principals, effect: "Allow" | "Deny", question: TrustQuestion): Truth {
  const listed = isListed(principals, effect, question);
  return principals.meant === "these" ? listed : not(listed);
}

function isListed(principals: Principals, effect: "Allow" | "Deny", { asker, ...role }: TrustQuestion): Truth {
  if (principals.everybody) return "yes";
  if (asker.kind === "aws") return truthOf(principals.aws.some((name) => namesAsker(name, asker)));
  const named = providerNames(asker.provider, role);
  if (principals.federated.some((name) => named.includes(name))) return "yes";
  // Whether `{"AWS": "*"}` means tokens too, AWS's documentation does not say: it gives them nothing, and may deny them.
  const mayMean = effect === "Deny" || principals.meant === "all others";
  return principals.aws.includes("*") && mayMean ? unknown('how AWS reads {"AWS": "*"} of a token') : "no";
}

/** How a policy may name the provider: by an ARN of the role's own account. */
function providerNames(provider: string, { accountId, partition }: Omit<TrustQuestion, "asker">): readonly string[] {
  const arn = `arn:${partition}:iam::${accountId}:oidc-provider/${provider}`;
  return BARE.includes(provider) ? [provider, arn] : [arn];
}

function namesAsker(name: string, { arn, sessionArn }: AwsAsker): boolean {
  const [, partition, , , accountId] = arn.split(":");
  return ["*", accountId, `arn:${partition}:iam::${accountId}:root`, arn, sessionArn].includes(name);
}

import type { FindingCode, FindingLevel } from "./finding-codes.ts";
import { providerIn } from "./provider-in.ts";
import type { TrustFinding } from "./trust-finding.ts";
import type { TrustStatement } from "./trust-policy.ts";

/** What is wrong with whom a statement names. */
export function lintPrincipals(
  { actions, conditions, effect, name, principals }: TrustStatement,
  accountId: string | undefined,
): readonly TrustFinding[] {
  const found: TrustFinding[] = [];
  const say = (level: FindingLevel, code: FindingCode, message: string) =>
    found.push({ level, code, statement: name, message });
  const { aws, everybody, federated, meant } = principals;
  if (effect === "Allow" && meant === "all others") {
    say("error", "not-principal", "NotPrincipal with Allow lets in everybody who is not named");
  }
  if (effect === "Allow" && meant === "these" && (everybody || aws.includes("*"))) {
    const limits = conditions.length > 0 ? "; only its conditions keep strangers out" : "";
    say(limits ? "warning" : "error", "open-to-everybody", `the principal "*" is every account of AWS${limits}`);
  }
  for (const principal of [...aws, ...federated]) {
    if (/^A(?:ROA|IDA)[A-Z0-9]+$/.test(principal)) {
      say("error", "deleted-principal", `${principal} was deleted; one with its name that was made anew is not meant`);
    } else if (principal !== "*" && /[*?]/.test(principal)) {
      say("error", "wildcard-in-principal", `${principal} names nobody: a wildcard within a principal is no wildcard`);
    }
  }
  for (const principal of federated) {
    const named = providerIn(principal);
    if (!named) continue;
    if (accountId !== undefined && named.role.accountId !== accountId) {
      say(
        "error",
        "foreign-provider",
        `${principal} is a provider of another account; STS takes those of the role's own account only`,
      );
    }
    if (named.provider.endsWith("/")) {
      say(
        "warning",
        "trailing-slash",
        `${principal} ends with a slash; the issuer in the token must end with one, too`,
      );
    }
    if (/^https?:/.test(named.provider)) {
      say("error", "scheme-in-provider", `${principal} names nobody: an ARN has the issuer without https://`);
    }
  }
  const isForeign = (principal: string): boolean => {
    const [, named] = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})\b/.exec(principal) ?? [];
    return named !== undefined && accountId !== undefined && named !== accountId;
  };
  const asksForId = conditions.some(({ key }) => /^(?:sts:externalid|aws:principalorgid)$/i.test(key));
  const isAssumed =
    actions.meant === "these" && actions.patterns.some((one) => /^(?:\*|sts:(?:\*|assumerole))$/i.test(one));
  if (effect === "Allow" && isAssumed && !asksForId && aws.some(isForeign)) {
    say(
      "note",
      "no-external-id",
      "another account gets the role without an external id; a service that many customers share needs one",
    );
  }
  return found;
}

import type { Person } from "../people/person.ts";
import { providerOf } from "../roles/asking-way.ts";
import type { KnownRole, RequestFactsOfRole } from "../roles/role-map.ts";
import { USUAL_SECONDS } from "./decide-loan.ts";
import { factsOfLoan, sentToAws } from "./facts-of-loan.ts";
import { issuerOf } from "./issuer/issuer-routes.ts";
import { AWS_AUDIENCE } from "./issuer/mint-token.ts";
import type { LendingSettings } from "./lending-settings.ts";
import { namesForAws } from "./names-for-aws.ts";

/** How this server lends, as trust policies see it: a token for each loan first, then its own role. */
export function lentWays(settings: LendingSettings, url: string) {
  const { broker, issuer } = settings;
  const { sessionTags, sourceIdentity } = sentToAws(settings);
  const sends = { tags: sessionTags === "sent", sourceIdentity: sourceIdentity === "sent" };
  const provider = providerOf(issuerOf(url));
  return [
    ...(issuer ? [{ mode: "mint" as const, provider, audience: AWS_AUDIENCE, sends }] : []),
    ...(broker ? [{ mode: "broker" as const, ...broker, sends }] : []),
  ];
}

/** What a loan would be called, so that a list says of a role what lending it will. */
export function expectedLoan(settings: LendingSettings): (person: Person, role: KnownRole) => RequestFactsOfRole {
  const sent = sentToAws(settings);
  return (person, role) => {
    const seconds = Math.min(USUAL_SECONDS, role.maxSessionSeconds);
    return factsOfLoan(namesForAws(person, role, { requestId: "list" }), sent, seconds);
  };
}

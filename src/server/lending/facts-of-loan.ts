import type { RequestFactsOfRole } from "../roles/role-map.ts";
import type { LendingSettings } from "./lending-settings.ts";
import type { NamesForAws } from "./names-for-aws.ts";

/** What sessions carry besides their name, and the broker's external id. */
export interface SentToAws {
  readonly sessionTags: "sent" | "none";
  readonly sourceIdentity: "sent" | "none";
  readonly externalId?: string;
}

export function sentToAws({ broker, sessionTags = "sent", sourceIdentity = "sent" }: LendingSettings): SentToAws {
  return { sessionTags, sourceIdentity, ...(broker && { externalId: broker.externalId }) };
}

/** What the server itself puts into a call of STS, for whoever judges a trust policy before AWS does. */
export function factsOfLoan(names: NamesForAws, sent: SentToAws, durationSeconds: number): RequestFactsOfRole {
  return {
    subject: names.subject,
    sessionName: names.sessionName,
    ...(sent.sourceIdentity === "sent" && { sourceIdentity: names.sourceIdentity }),
    ...(sent.sessionTags === "sent" && { tags: { ...names.tags.identity, ...names.tags.optional } }),
    ...(sent.externalId && { externalId: sent.externalId }),
    durationSeconds,
  };
}

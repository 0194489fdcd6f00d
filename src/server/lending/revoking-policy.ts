import type { HeldLoan } from "../audit/held-loans.ts";
import { nameForAws, sessionNameOf } from "./names-for-aws.ts";

/** A loan that was asked for before, and is answered within a minute; clocks differ by less. */
const UNDER_WAY_MS = 2 * 60_000;

/** Whose sessions are denied everything. */
export interface Revoked {
  readonly subject: string;
  readonly name: string;
  /** What they may still use. */
  readonly held: readonly HeldLoan[];
  /** Whether sessions carry whose they are. */
  readonly sourceIdentity: "sent" | "none";
  /** Milliseconds since the epoch: after their last sign-in was ended. */
  readonly now: number;
}

/**
 * A policy that denies everything to what one person was lent until now, wherever it is attached: to roles, or to
 * accounts as a service control policy. Sessions of others go on, as do those that the person gets later.
 *
 * Sessions without a source identity are known by their name only, which others may have: theirs end, too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceidentity
 */
export function revokingPolicy({ held, name, now, sourceIdentity, subject }: Revoked): object {
  const before = { "aws:TokenIssueTime": `${new Date(now + UNDER_WAY_MS).toISOString().slice(0, 19)}Z` };
  const sessions = held.filter((loan) => loan.sourceIdentity === undefined).map(({ sessionName }) => sessionName);
  const names = new Set([...sessions, ...(sourceIdentity === "none" ? [sessionNameOf(name)] : [])]);
  names.delete(undefined);
  const deny = (condition: object) => ({ Effect: "Deny", Action: "*", Resource: "*", Condition: condition });
  return {
    Version: "2012-10-17",
    Statement: [
      deny({ StringEquals: { "aws:SourceIdentity": nameForAws(subject) }, DateLessThan: before }),
      ...(names.size > 0
        ? [deny({ StringLike: { "aws:userid": [...names].map((one) => `*:${one}`) }, DateLessThan: before })]
        : []),
    ],
  };
}

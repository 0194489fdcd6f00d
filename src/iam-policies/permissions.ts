import { isAbout } from "./is-about.ts";
import type { Policy, UnreadPolicy } from "./policy-document.ts";
import type { PlacedStatement } from "./statement.ts";
import { type Truth, unknown } from "./truth.ts";

/** All policies that AWS has for a user. */
export interface UserPolicies {
  /** The user's own and those of the user's groups. */
  readonly identity: readonly Policy[];
  /** The permissions boundary, if there is one. */
  readonly boundary?: Policy;
}

/** What the policies say about AssumeRole, in the order in which AWS asks for it. */
export interface Permissions {
  readonly denies: readonly PlacedStatement[];
  readonly allows: readonly PlacedStatement[];
  /** Absent without a boundary. */
  readonly boundaryAllows?: readonly PlacedStatement[];
  /** What each policy may say that was not read: anything. */
  readonly unread: readonly Truth[];
  /** The same of the boundary: one at most. */
  readonly unreadBoundary: readonly Truth[];
}

/** Sorts out the statements that are about AssumeRole. */
export function permissionsFrom({ identity, boundary }: UserPolicies): Permissions {
  const own = identity.flatMap(aboutAssumeRole);
  const boundaries = boundary ? [boundary] : [];
  const limits = boundaries.flatMap(aboutAssumeRole);
  return {
    denies: [...own, ...limits].filter(({ statement }) => statement.effect === "Deny"),
    allows: own.filter(({ statement }) => statement.effect === "Allow"),
    unread: identity.filter(isUnread).map(anything),
    unreadBoundary: boundaries.filter(isUnread).map(anything),
    ...(boundary && { boundaryAllows: limits.filter(({ statement }) => statement.effect === "Allow") }),
  };
}

/** How an answer names a policy that it depends on, because it is not known. */
export function whyUnknown({ name, unread }: UnreadPolicy): string {
  return `${name} (not known: ${unread})`;
}

function anything(policy: UnreadPolicy): Truth {
  return unknown(whyUnknown(policy));
}

function aboutAssumeRole(policy: Policy): readonly PlacedStatement[] {
  if (isUnread(policy)) return [];
  return policy.statements.filter((one) => isAbout(one, "sts:AssumeRole")).map((statement) => ({ policy, statement }));
}

function isUnread(policy: Policy): policy is UnreadPolicy {
  return "unread" in policy;
}

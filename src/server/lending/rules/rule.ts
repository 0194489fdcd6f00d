import type { Hours } from "./hours.ts";
import type { RolePattern } from "./role-pattern.ts";

/** What all rules say: whom they are about, and which roles. */
interface AnyRule {
  /** Where it stands, for messages: `rule 3`, or its own name. */
  readonly place: string;
  readonly roles: readonly RolePattern[];
  /** Numbers. Absent: every account that is scanned. */
  readonly accounts?: readonly string[];
}

/** Lets the members of any of its groups have roles. */
export interface AllowRule extends AnyRule {
  readonly effect: "allow";
  /** Names as the OpenID provider says them; nothing in them is a wildcard. */
  readonly groups: readonly string[];
  /** Absent: as long as the role allows. */
  readonly maxSeconds?: number;
  readonly reason: "needed" | "welcome";
  readonly hours?: Hours;
  /** Absent: it is allowed, but for roles of the class of administrators. */
  readonly deviceSignIn?: "allowed" | "refused";
  /** What a session may do at most, as JSON. */
  readonly sessionPolicy?: string;
  readonly sessionPolicyArns: readonly string[];
}

/** Refuses roles, whatever other rules say. Its patterns are in lower case, for `coversRole()`. */
export interface DenyRule extends AnyRule {
  readonly effect: "deny";
  /** Absent: everybody. */
  readonly groups?: readonly string[];
}

/** The server's own half of each decision. Without any rule nothing is lent. */
export interface LendingRules {
  readonly allow: readonly AllowRule[];
  readonly deny: readonly DenyRule[];
  /** Roles that only a rule which names them and their account lends; in lower case, for `coversRole()`. */
  readonly administrators: readonly RolePattern[];
}

/** The rules that are about a role, whoever asks. */
export interface RulesOfRole {
  readonly allow: readonly AllowRule[];
  readonly deny: readonly DenyRule[];
  readonly isForAdministrators: boolean;
}

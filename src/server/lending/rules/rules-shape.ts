import { z } from "zod/mini";
import { isTimeZone, WEEKDAYS } from "./hours.ts";
import { rolePattern } from "./role-pattern.ts";
import type { LendingRules } from "./rule.ts";

/** The most that AWS takes. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const POLICY_CHARACTERS = 2048;
const POLICY_ARNS = 10;

const Groups = z
  .array(
    z.string().check(
      z.minLength(1),
      z.refine((name) => !name.includes("*"), "a group is named as it is, and * is no wildcard here"),
    ),
  )
  .check(z.minLength(1));

const Pattern = z
  .string()
  .check(
    z.refine(
      (text) => rolePattern(text) !== undefined,
      "it is the name of a role, after its path if it has one, with * for any text between two slashes",
    ),
  );

const Roles = z
  .array(Pattern)
  .check(z.minLength(1), z.describe("Roles by name, or by path and name such as teams/Deploy*. All of it must match."));

const Accounts = z
  .array(z.string().check(z.refine((text) => /^\d{12}$/.test(text), "the number of an account has 12 digits")))
  .check(z.minLength(1), z.describe("Numbers of accounts, in quotes: who owns an account may give it any name."));

const Time = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "it is a time such as 08:00"));

const HoursShape = z
  .strictObject({
    days: z.exactOptional(z.array(z.enum(WEEKDAYS)).check(z.minLength(1))),
    from: Time,
    to: Time,
    zone: z.string().check(z.refine(isTimeZone, "it is a time zone such as Europe/Berlin")),
  })
  .check(z.describe("When it is lent. Hours over midnight belong to the day on which they begin."));

const Name = z.exactOptional(z.string().check(z.minLength(1), z.describe("For messages and the audit trail.")));

const AllowShape = z.strictObject({
  name: Name,
  effect: z.literal("allow"),
  groups: Groups.check(z.describe("Who may have them: members of any of these groups.")),
  roles: Roles,
  accounts: z.exactOptional(Accounts),
  maxSeconds: z.exactOptional(z.number().check(z.int(), z.gte(900), z.lte(43_200), z.describe("How long at most."))),
  reason: z.exactOptional(z.enum(["needed", "welcome"])),
  hours: z.exactOptional(HoursShape),
  deviceSignIn: z.exactOptional(
    z
      .enum(["allowed", "refused"])
      .check(
        z.describe("Whether those get it who signed in with a code. Absent: they do, but for administrators' roles."),
      ),
  ),
  sessionPolicy: z.exactOptional(
    z.looseObject({ Version: z.literal("2012-10-17"), Statement: z.unknown() }).check(
      z.refine(
        (policy) => JSON.stringify(policy).length <= POLICY_CHARACTERS,
        `AWS takes ${POLICY_CHARACTERS} characters`,
      ),
      z.describe("An IAM policy: what a session may do at most."),
    ),
  ),
  sessionPolicyArns: z.exactOptional(
    z.array(z.string().check(z.startsWith("arn:"))).check(z.minLength(1), z.maxLength(POLICY_ARNS)),
  ),
});

const DenyShape = z.strictObject({
  name: Name,
  effect: z.literal("deny"),
  groups: z.exactOptional(Groups.check(z.describe("Absent: nobody gets them."))),
  roles: Roles,
  accounts: z.exactOptional(Accounts),
});

export const RulesShape = z
  .array(z.discriminatedUnion("effect", [AllowShape, DenyShape]))
  .check(z.describe("Who may have which roles. A rule that denies wins; what no rule allows is not lent."));

/** Names that mean an administrator in most organisations. */
const USUAL_ADMINISTRATORS = ["*admin*", "*poweruser*", "OrganizationAccountAccessRole", "AWSControlTowerExecution"];

export const AdministratorsShape = z
  .array(Pattern)
  .check(
    z.describe(
      `Roles that a rule lends only if it names them without * and names their accounts. Absent: ${USUAL_ADMINISTRATORS.join(", ")}.`,
    ),
  );

/** LendingRules as they are judged by, of what a configuration says. */
export function rulesOf(
  written: z.infer<typeof RulesShape>,
  administrators: z.infer<typeof AdministratorsShape> = USUAL_ADMINISTRATORS,
): LendingRules {
  const placed = written.map((rule, at) => ({ ...rule, place: rule.name ? `rule "${rule.name}"` : `rule ${at + 1}` }));
  return {
    allow: placed
      .filter((rule) => rule.effect === "allow")
      .map(({ roles, reason = "welcome", sessionPolicy, sessionPolicyArns = [], ...rule }) => ({
        ...rule,
        roles: patterns(roles),
        reason,
        ...(sessionPolicy && { sessionPolicy: JSON.stringify(sessionPolicy) }),
        sessionPolicyArns,
      })),
    deny: placed
      .filter((rule) => rule.effect === "deny")
      .map(({ roles, ...rule }) => ({ ...rule, roles: patterns(roles.map(lower)) })),
    administrators: patterns(administrators.map(lower)),
  };
}

function patterns(texts: readonly string[]): LendingRules["administrators"] {
  return texts.map(rolePattern).filter((pattern) => pattern !== undefined);
}

function lower(text: string): string {
  return text.toLowerCase();
}

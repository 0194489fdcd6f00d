import { z } from "zod/mini";
import { count, list, text, time } from "./parts.ts";

const ROLE_VERSION = {
  version: count("the version of the map"),
  time: time("since when it counts"),
  state: z.enum(["there", "gone", "closed"]).check(z.describe("`closed`: its account had left the organization")),
  who: text("who could take the role: `yes`, `no` or `if: …` for a person, else the groups"),
  changes: list(z.string(), "what it has changed, in words"),
  trustPolicy: z.optional(text("the trust policy; absent where nobody could be lent the role")),
  trustPolicyDigest: z.optional(text("the SHA-256 of the trust policy, in hexadecimal")),
};

/** What the commands of `actas server` print. */
export const SERVER_SHAPES = {
  "server check": z.strictObject({
    checks: list(
      z.strictObject({
        what: text("what was looked at"),
        outcome: z
          .enum(["good", "note", "wrong"])
          .check(z.describe("`note`: it works, and there is something to know")),
        message: text("what was found"),
        hints: list(z.string(), "what to do"),
      }),
      "all that the configuration leads to",
    ),
  }),
  "server audit": z.strictObject({
    records: z.optional(count("verify: how many records are as they were written")),
    head: z.optional(text("verify: the number and the hash of the last of them, for --noted")),
    files: z.optional(
      list(
        z.strictObject({
          file: text("its path"),
          lines: count("how many lines it has"),
          cut: count("how many of them a full disk or a power cut has cut short"),
        }),
        "verify: the files that were compared with the table",
      ),
    ),
    problems: z.optional(list(z.string(), "verify: what is wrong")),
    unended: z.optional(
      count("verify: how many loans were begun and have no end: a replica died meanwhile, or its disk was full"),
    ),
    uses: z.optional(
      list(
        z.strictObject({
          at: time("when"),
          event: text("`issued`, `failed` or `refused`"),
          role: text("the ARN of the role"),
          requestId: text("what all records about the request have"),
          subject: z.optional(text("who, as their OpenID provider knows them")),
          name: z.optional(text("who, for people")),
          address: z.optional(text("from where")),
          sessionName: z.optional(text("as CloudTrail shows it")),
          sourceIdentity: z.optional(text("as CloudTrail shows it")),
          expiration: z.optional(text("when the credentials end")),
          reason: z.optional(text("what they gave as a reason")),
          why: z.optional(text("why it failed or was refused")),
        }),
        "who-used: the loans, the first first",
      ),
    ),
    held: z.optional(
      list(
        z.strictObject({
          at: time("when it was lent, or asked for"),
          role: text("the ARN of the role"),
          requestId: text("what all records about the request have"),
          expiration: z.optional(time("when the credentials end; absent: the loan is under way")),
          address: z.optional(text("from where")),
          sessionName: z.optional(text("as CloudTrail shows it")),
          sourceIdentity: z.optional(text("as CloudTrail shows it")),
          reason: z.optional(text("what they gave as a reason")),
        }),
        "held-by: the loans whose credentials have not ended, the first first",
      ),
    ),
  }),
  "server rules": z.strictObject({
    rules: list(
      z.strictObject({
        place: text("its number, or its name"),
        effect: z.enum(["allow", "deny"]).check(z.describe("what it does; one that denies wins")),
        groups: list(z.string(), "whom it is about; empty: everybody"),
        matches: count("how many roles it is about"),
        changes: count("test: how many of them are new to its groups, or are open to them until now"),
        roles: list(z.string(), "the first of them, as ACCOUNT/PATH/NAME"),
      }),
      "those that allow, then those that deny",
    ),
  }),
  "server roles": z.strictObject({
    role: text("the ARN of the role"),
    at: z.optional(
      z
        .strictObject({
          ...ROLE_VERSION,
          asked: time("the time that was asked about"),
          since: z
            .strictObject({
              version: count("the version of the map"),
              time: time("when"),
              changes: list(z.string(), "what it has changed, in words"),
            })
            .check(z.describe("since which change the same could take it")),
          why: z.optional(list(z.string(), "for a person: statement by statement")),
        })
        .check(z.describe("with `--at`: the version that counted then")),
    ),
    versions: list(z.strictObject(ROLE_VERSION), "without `--at`: all of them, the first first"),
  }),
  "server findings": z.strictObject({
    findings: list(
      z.strictObject({
        account: text("the number of the account"),
        role: z.optional(text("the ARN of the role; absent: it is about the account")),
        code: text("its code, as in [findings](findings.md)"),
        trustPolicyDigest: z.optional(
          text("the SHA-256 of the trust policy that it is about; absent: it is over, or about the account"),
        ),
        since: time("since when"),
        until: z.optional(time("with `--all`: since when it is over")),
        acknowledged: z.optional(
          z
            .strictObject({ time: time("when"), by: text("who"), reason: text("why") })
            .check(z.describe("who has looked at it and lets it be, as long as the policy is the same")),
        ),
      }),
      "those that nobody has acknowledged first",
    ),
  }),
};

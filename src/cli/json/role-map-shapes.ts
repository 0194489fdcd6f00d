import { z } from "zod/mini";
import { list, text } from "./parts.ts";

const Truth = (words: string) => z.enum(["yes", "no", "depends"]).check(z.describe(words));
const Answer = z.enum(["allowed", "not-allowed", "denied", "depends"]);

/** What the commands of `actas role-map` print. */
export const ROLE_MAP_SHAPES = {
  "role-map check": z.strictObject({
    policies: list(
      z.strictObject({
        file: text("the file, or -"),
        arn: z.optional(text("the role, if the file says it")),
        findings: list(
          z.strictObject({
            level: z.enum(["error", "warning", "note"]).check(z.describe("how bad it is")),
            code: text("a name that does not change"),
            statement: z.optional(text("which statement; absent: the whole policy")),
            message: text("what is wrong, in words"),
          }),
          "what is wrong, the worst first",
        ),
      }),
      "the trust policies",
    ),
  }),
  "role-map diff": z.strictObject({
    groups: list(
      z.strictObject({
        name: text("the group, or the account"),
        added: list(z.string(), "what only the new map has"),
        removed: list(z.string(), "what only the old map has"),
      }),
      "what differs, by name",
    ),
  }),
  "role-map explain": z.strictObject({
    role: text("the ARN of the role"),
    answer: Answer.check(z.describe("whether the trust policy gives the role")),
    dependsOn: list(z.string(), "what decides, if it depends"),
    map: list(z.string(), "what the map knows of it, in words; empty without a map"),
    actions: list(
      z.strictObject({
        action: text("what STS must be allowed to do"),
        answer: Answer.check(z.describe("whether it is")),
        statements: list(
          z.strictObject({
            name: text("which statement"),
            effect: z.enum(["Allow", "Deny", "unread"]).check(z.describe("what it does")),
            applies: Truth("whether it counts here"),
            principal: Truth("whether it is about this provider"),
            conditions: list(
              z.strictObject({
                operator: text("the operator"),
                key: text("the condition key"),
                values: list(z.string(), "what the policy names"),
                holds: Truth("whether the condition holds"),
                given: z
                  .union([z.array(z.string()), z.enum(["absent", "unknown"])])
                  .check(z.describe("what the request has for the key")),
              }),
              "its conditions",
            ),
          }),
          "the statements about it",
        ),
      }),
      "each action that is needed",
    ),
  }),
};

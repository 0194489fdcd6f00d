import { allow, deny, OWN_ROLE, ROLE, type Table } from "./case.ts";

function resource(text: string | readonly string[]): readonly object[] {
  return [allow({ Resource: text })];
}

export const RESOURCES: Table = {
  page: "reference_policies_elements_resource",
  cases: [
    { says: "the role itself", policies: resource(ROLE), answer: "allowed" },
    { says: "another role", policies: resource("arn:aws:iam::444455556666:role/Other"), answer: "not-allowed" },
    {
      says: "the case of an ARN counts",
      policies: resource("arn:aws:iam::444455556666:role/deploy"),
      answer: "not-allowed",
    },
    { says: "a list has it", policies: resource(["arn:aws:s3:::bucket", ROLE]), answer: "allowed" },
    { says: "everything", policies: resource("*"), answer: "allowed" },
    { says: "any account", policies: resource("arn:aws:iam::*:role/Deploy"), answer: "allowed" },
    { says: "any role of the account", policies: resource("arn:aws:iam::444455556666:role/*"), answer: "allowed" },
    {
      says: "any role of another account",
      policies: resource("arn:aws:iam::777788889999:role/*"),
      answer: "not-allowed",
    },
    { says: "a single character", policies: resource("arn:aws:iam::444455556666:role/Depl?y"), answer: "allowed" },
    {
      says: "one character too many",
      policies: resource("arn:aws:iam::444455556666:role/Deploy?"),
      answer: "not-allowed",
    },
    {
      says: "a wildcard reaches over slashes",
      policies: resource("arn:aws:iam::*:role/*y"),
      role: OWN_ROLE,
      answer: "allowed",
    },
    {
      says: "the path belongs to the ARN",
      policies: resource("arn:aws:iam::111122223333:role/Deploy"),
      role: OWN_ROLE,
      answer: "not-allowed",
    },
    {
      says: "a wildcard at the end of a part reaches over the colon",
      policies: resource("arn:aws:iam::4444*"),
      answer: "allowed",
    },
    {
      says: "a pattern with too few parts that ends without a wildcard is not judged",
      policies: resource("arn:aws:iam"),
      answer: "depends",
      dependsOn: ["how AWS reads the pattern arn:aws:iam"],
    },
    {
      says: "a wildcard within a part that would have to reach over a colon is not judged",
      policies: resource("arn:aws:iam::*role/Deploy"),
      answer: "depends",
      dependsOn: ["how AWS reads the pattern arn:aws:iam::*role/Deploy"],
    },
    {
      says: "another partition",
      policies: resource("arn:aws-cn:iam::444455556666:role/Deploy"),
      answer: "not-allowed",
    },
    { says: "any partition", policies: resource("arn:*:iam::444455556666:role/Deploy"), answer: "allowed" },
  ],
};

function notResource(text: string | readonly string[], effect = "Allow"): object {
  return { Effect: effect, Action: "sts:AssumeRole", NotResource: text };
}

export const NOT_RESOURCES: Table = {
  page: "reference_policies_elements_notresource",
  cases: [
    { says: "all but another role", policies: [notResource("arn:aws:iam::*:role/Other")], answer: "allowed" },
    { says: "all but this role", policies: [notResource(["arn:aws:iam::*:role/Dep*"])], answer: "not-allowed" },
    { says: "denies all but this role", policies: [allow(), notResource(ROLE, "Deny")], answer: "allowed" },
    {
      says: "denies all but others",
      policies: [allow(), notResource("arn:aws:iam::111122223333:*", "Deny")],
      answer: "denied",
    },
    {
      says: "denies a whole account",
      policies: [allow({ Resource: "*" }), deny({ Resource: "arn:aws:iam::444455556666:role/*" })],
      answer: "denied",
    },
  ],
};

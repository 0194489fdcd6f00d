import { allow, deny, ROLE, type Table } from "./case.ts";

function action(text: string | readonly string[]): readonly object[] {
  return [allow({ Action: text })];
}

function notAction(text: string | readonly string[], effect = "Allow"): object {
  return { Effect: effect, NotAction: text, Resource: ROLE };
}

export const ACTIONS: Table = {
  page: "reference_policies_elements_action",
  cases: [
    { says: "the action itself", policies: action("sts:AssumeRole"), answer: "allowed" },
    { says: "the case of an action does not count", policies: action("STS:assumerole"), answer: "allowed" },
    { says: "a list has it", policies: action(["s3:GetObject", "sts:AssumeRole"]), answer: "allowed" },
    { says: "all actions of the service", policies: action("sts:*"), answer: "allowed" },
    { says: "all actions", policies: action("*"), answer: "allowed" },
    { says: "all actions, written with a service", policies: action("*:*"), answer: "allowed" },
    { says: "a wildcard at the end", policies: action("sts:Assume*"), answer: "allowed" },
    { says: "a wildcard within", policies: action("sts:*Role"), answer: "allowed" },
    { says: "wildcards for single characters", policies: action("sts:Assume????"), answer: "allowed" },
    { says: "a wildcard for one character too few", policies: action("sts:Assume???"), answer: "not-allowed" },
    { says: "another action", policies: action("sts:GetCallerIdentity"), answer: "not-allowed" },
    { says: "an action that only begins like it", policies: action("sts:AssumeRoleWithSAML"), answer: "not-allowed" },
    { says: "another service", policies: action("iam:*"), answer: "not-allowed" },
    { says: "an empty list", policies: action([]), answer: "not-allowed" },
  ],
};

export const NOT_ACTIONS: Table = {
  page: "reference_policies_elements_notaction",
  cases: [
    { says: "all actions but others", policies: [notAction("iam:*")], answer: "allowed" },
    { says: "all actions but this one", policies: [notAction(["iam:*", "sts:assumerole"])], answer: "not-allowed" },
    { says: "all actions but those of the service", policies: [notAction("sts:*")], answer: "not-allowed" },
    {
      says: "denies all actions but this one",
      policies: [allow(), notAction("sts:AssumeRole", "Deny")],
      answer: "allowed",
    },
    { says: "denies all actions but others", policies: [allow(), notAction("s3:*", "Deny")], answer: "denied" },
    {
      says: "denies another action",
      policies: [allow(), deny({ Action: "sts:GetFederationToken" })],
      answer: "allowed",
    },
  ],
};

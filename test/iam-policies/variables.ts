import { allow, allowIf, deny, OWN_ROLE, type Table, variable } from "./case.ts";

const OWN = "arn:aws:iam::111122223333:role/";

export const VARIABLES: Table = {
  page: "reference_policies_variables",
  cases: [
    {
      says: "the name of the user",
      policies: [allow({ Resource: `${OWN}\${aws:username}-*` })],
      role: `${OWN}alice-admin`,
      answer: "allowed",
    },
    {
      says: "the name of another user",
      policies: [allow({ Resource: `${OWN}\${aws:username}-*` })],
      role: `${OWN}bob-admin`,
      answer: "not-allowed",
    },
    {
      says: "the case of a key does not count",
      policies: [allow({ Resource: `${OWN}\${AWS:UserName}` })],
      role: `${OWN}alice`,
      answer: "allowed",
    },
    {
      says: "the account of the user",
      policies: [allow({ Resource: `arn:aws:iam::${variable("aws:PrincipalAccount")}:role/*` })],
      role: OWN_ROLE,
      answer: "allowed",
    },
    {
      says: "a tag of the user",
      policies: [allow({ Resource: `${OWN}\${aws:PrincipalTag/team}` })],
      role: `${OWN}data`,
      answer: "allowed",
    },
    {
      says: "a tag that the user does not have may make AWS ignore the statement",
      policies: [allow({ Resource: `${OWN}\${aws:PrincipalTag/cost}*` })],
      role: OWN_ROLE,
      answer: "depends",
      dependsOn: [variable("aws:PrincipalTag/cost")],
    },
    {
      says: "a variable without a value cannot make another role match",
      policies: [allow({ Resource: `${OWN}\${aws:PrincipalTag/cost}-x` })],
      role: OWN_ROLE,
      answer: "not-allowed",
    },
    {
      says: "a default in place of a tag that the user does not have",
      policies: [allow({ Resource: `${OWN}\${aws:PrincipalTag/cost, 'none'}` })],
      role: `${OWN}none`,
      answer: "allowed",
    },
    {
      says: "the older version of the language has no variables",
      policies: [{ Version: "2008-10-17", Statement: [allow({ Resource: `${OWN}\${aws:username}` })] }],
      role: `${OWN}alice`,
      answer: "not-allowed",
    },
    {
      says: "a policy without a version is of the older one",
      policies: [{ Statement: allow({ Resource: `${OWN}\${aws:username}` }) }],
      role: `${OWN}alice`,
      answer: "not-allowed",
    },
    {
      says: "a wildcard in the form of a variable is a character",
      policies: [allow({ Resource: `${OWN}\${*}` })],
      role: OWN_ROLE,
      answer: "not-allowed",
    },
    {
      says: "a variable in a condition",
      policies: [allowIf("StringEquals", "aws:PrincipalTag/team", variable("aws:username"))],
      answer: "not-allowed",
    },
    {
      says: "a wildcard of a condition around a variable",
      policies: [allowIf("StringLike", "aws:PrincipalArn", `*/${variable("aws:username")}`)],
      answer: "allowed",
    },
    {
      says: "a variable that is not known in a denial",
      policies: [allow({ Resource: "*" }), deny({ Resource: `arn:aws:iam::*:role/${variable("aws:SourceIp")}` })],
      answer: "depends",
      dependsOn: [variable("aws:SourceIp")],
    },
  ],
};

import { allow, allowIf, denyIf, type Table, variable } from "./case.ts";

export const CONDITIONS: Table = {
  page: "reference_policies_elements_condition_operators",
  cases: [
    { says: "the name of the user", policies: [allowIf("StringEquals", "aws:username", "alice")], answer: "allowed" },
    {
      says: "one of several names",
      policies: [allowIf("StringEquals", "aws:username", ["bob", "alice"])],
      answer: "allowed",
    },
    {
      says: "the case of a value counts",
      policies: [allowIf("StringEquals", "aws:username", "Alice")],
      answer: "not-allowed",
    },
    {
      says: "the case of a key does not count",
      policies: [allowIf("StringEquals", "AWS:USERNAME", "alice")],
      answer: "allowed",
    },
    {
      says: "an operator that ignores the case",
      policies: [allowIf("StringEqualsIgnoreCase", "aws:username", "ALICE")],
      answer: "allowed",
    },
    {
      says: "StringEquals has no wildcards",
      policies: [allowIf("StringEquals", "aws:username", "al*")],
      answer: "not-allowed",
    },
    { says: "StringLike has wildcards", policies: [allowIf("StringLike", "aws:username", "al*")], answer: "allowed" },
    {
      says: "none of several names",
      policies: [allowIf("StringNotEquals", "aws:username", ["bob", "alice"])],
      answer: "not-allowed",
    },
    { says: "StringNotLike", policies: [allowIf("StringNotLike", "aws:username", "b*")], answer: "allowed" },
    {
      says: "the ARN of the user, part by part",
      policies: [allowIf("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/team/*")],
      answer: "allowed",
    },
    {
      says: "ArnEquals has wildcards, too",
      policies: [allowIf("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:user/*")],
      answer: "allowed",
    },
    {
      says: "ArnNotLike",
      policies: denyIf("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:user/team/*"),
      answer: "allowed",
    },
    {
      says: "a key that the user does not have",
      policies: [allowIf("StringEquals", "aws:PrincipalTag/cost", "x")],
      answer: "not-allowed",
    },
    {
      says: "a negated operator holds without its key",
      policies: [allowIf("StringNotEquals", "aws:PrincipalTag/cost", "x")],
      answer: "allowed",
    },
    {
      says: "IfExists holds without its key",
      policies: [allowIf("StringEqualsIfExists", "aws:PrincipalTag/cost", "x")],
      answer: "allowed",
    },
    {
      says: "IfExists compares a key that is there",
      policies: [allowIf("StringEqualsIfExists", "aws:PrincipalTag/team", "x")],
      answer: "not-allowed",
    },
    {
      says: "Null is true of a missing key",
      policies: [allowIf("Null", "aws:PrincipalTag/cost", "true")],
      answer: "allowed",
    },
    {
      says: "Null is false of a key that is there",
      policies: [allowIf("Null", "aws:PrincipalTag/team", "true")],
      answer: "not-allowed",
    },
    {
      says: "Null false asks for the key",
      policies: [allowIf("Null", "aws:PrincipalTag/team", false)],
      answer: "allowed",
    },
    {
      says: "all conditions have to hold",
      policies: [allow({ Condition: { StringEquals: { "aws:username": "alice", "aws:PrincipalTag/team": "web" } } })],
      answer: "not-allowed",
    },
    {
      says: "a condition that fails decides, whatever the others depend on",
      policies: [
        allow({ Condition: { StringEquals: { "aws:username": "bob" }, IpAddress: { "aws:SourceIp": "1.2.3.4" } } }),
      ],
      answer: "not-allowed",
    },
    {
      says: "an address is not known",
      policies: [allowIf("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
      answer: "depends",
      dependsOn: ["aws:SourceIp"],
    },
    {
      says: "a denial by address makes it depend on the address",
      policies: denyIf("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"),
      answer: "depends",
      dependsOn: ["aws:SourceIp"],
    },
    {
      says: "the time is not judged",
      policies: [allowIf("DateLessThan", "aws:CurrentTime", "2099-01-01T00:00:00Z")],
      answer: "depends",
      dependsOn: ["aws:CurrentTime"],
    },
    {
      says: "the name of the role session is not known",
      policies: [allowIf("StringLike", "sts:RoleSessionName", variable("aws:username"))],
      answer: "depends",
      dependsOn: ["sts:RoleSessionName"],
    },
    {
      says: "tags of the role are not known",
      policies: [allowIf("StringEquals", "aws:ResourceTag/team", "data")],
      answer: "depends",
      dependsOn: ["aws:ResourceTag/team"],
    },
    {
      says: "the account of the role is known",
      policies: denyIf("StringNotEquals", "aws:ResourceAccount", variable("aws:PrincipalAccount")),
      answer: "denied",
    },
    {
      says: "calls are sent over TLS",
      policies: denyIf("Bool", "aws:SecureTransport", "false"),
      answer: "allowed",
    },
    {
      says: "an operator that is not known is not judged",
      policies: [allowIf("StringResembles", "aws:username", "alice")],
      answer: "depends",
      dependsOn: ["aws:username"],
    },
  ],
};

export const SETS: Table = {
  page: "reference_policies_condition-single-vs-multi-valued-context-keys",
  cases: [
    {
      says: "ForAllValues holds without its key",
      policies: [allowIf("ForAllValues:StringEquals", "aws:CalledVia", "athena.amazonaws.com")],
      answer: "allowed",
    },
    {
      says: "ForAnyValue does not hold without its key",
      policies: [allowIf("ForAnyValue:StringEquals", "aws:CalledVia", "athena.amazonaws.com")],
      answer: "not-allowed",
    },
    {
      says: "what the tags of the session are is not known",
      policies: [allowIf("ForAllValues:StringEquals", "aws:TagKeys", ["team"])],
      answer: "depends",
      dependsOn: ["aws:TagKeys"],
    },
  ],
};

import { variable } from "../iam-policies/case.ts";
import { ARN, allow, PROVIDER, type TrustCase, when } from "./people.ts";

const DEV = when(["ForAnyValue:StringEquals", "amr", "dev"]);

/** What conditions ask of a token and of the call. */
export const CONDITIONS: readonly TrustCase[] = [
  { says: "one group", statements: allow(when(["ForAnyValue:StringEquals", "amr", "ops"])), may: "A" },
  { says: "a group by a pattern", statements: allow(when(["ForAnyValue:StringLike", "amr", "op*"])), may: "A" },
  {
    says: "a group with any first letter",
    statements: allow(when(["ForAnyValue:StringLike", "amr", "?ps"])),
    may: "AD",
  },
  { says: "a pattern is anchored", statements: allow(when(["ForAnyValue:StringLike", "amr", "op"])), may: "" },
  {
    says: "a group in any case",
    statements: allow(when(["ForAnyValue:StringEqualsIgnoreCase", "amr", "OPS"])),
    may: "AD",
  },
  {
    says: "a star in StringEquals is a star",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", "op*"])),
    may: "",
  },
  {
    says: "one of two groups",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", ["ops", "Ops"]])),
    may: "AD",
  },
  {
    says: "an audience and a group",
    statements: allow(when(["StringEquals", "aud", "cli"], ["ForAnyValue:StringEquals", "amr", "dev"])),
    may: "AB",
  },
  {
    says: "two groups by two operators",
    statements: allow(when(["ForAnyValue:StringLike", "amr", "d*"], ["ForAnyValue:StringEquals", "amr", "ops"])),
    may: "A",
  },
  {
    says: "an audience and one of two people",
    statements: allow(when(["StringEquals", "aud", "cli"], ["StringEquals", "sub", ["bob", "carol"]])),
    may: "B",
  },
  {
    says: "all groups are among these, also of nobody's groups",
    statements: allow(when(["ForAllValues:StringEquals", "amr", ["dev", "ops"]])),
    may: "ABC",
  },
  {
    says: "all groups are among these, and there are some",
    statements: allow(when(["ForAllValues:StringEquals", "amr", ["dev", "ops"]], ["Null", "amr", "false"])),
    may: "AB",
  },
  { says: "neither of two people", statements: allow(when(["StringNotEquals", "sub", ["alice", "carol"]])), may: "BD" },
  { says: "no group is this", statements: allow(when(["ForAllValues:StringNotEquals", "amr", "ops"])), may: "BCD" },
  {
    says: "some group is not this, which no group is not",
    statements: allow(when(["ForAnyValue:StringNotEquals", "amr", "dev"])),
    may: "AD",
  },
  {
    says: "a claim that no token has, if it exists, and a group",
    statements: allow(when(["StringEqualsIfExists", "email", "x"], ["ForAnyValue:StringEquals", "amr", "dev"])),
    may: "AB",
  },
  {
    says: "a condition key in other letters",
    statements: allow({ Condition: { "ForAnyValue:StringEquals": { "IDP.example/REALM:AMR": "dev" } } }),
    may: "AB",
  },
  { says: "no condition", statements: allow(), may: "ABCD" },
  { says: "a list of groups without a set operator", statements: allow(when(["StringEquals", "amr", "dev"])), may: "" },
  { says: "a pattern without a set operator", statements: allow(when(["StringLike", "amr", "*"])), may: "" },
  {
    says: "a list of groups and Not without a set operator, of which AWS does not say",
    statements: allow(when(["StringNotEquals", "amr", "dev"])),
    may: "(A)(B)C(D)",
  },
  {
    says: "a group and a person",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", "dev"], ["StringEquals", "sub", "bob"])),
    may: "B",
  },
  {
    says: "an address, which is not known",
    statements: allow(when(["IpAddress", "aws:SourceIp", "10.0.0.0/8"])),
    may: "(A)(B)(C)(D)",
  },
  {
    says: "an address and a group that most do not have",
    statements: allow(when(["IpAddress", "aws:SourceIp", "10.0.0.0/8"], ["ForAnyValue:StringEquals", "amr", "ops"])),
    may: "(A)",
  },
  {
    says: "a session named after the person",
    statements: allow({
      Condition: {
        StringEquals: { "sts:RoleSessionName": variable(`${PROVIDER}:sub`) },
        ...(DEV as { Condition: object }).Condition,
      },
    }),
    call: ({ sub = "" }) => ({ sessionName: sub }),
    may: "AB",
  },
  {
    says: "a session name that is not chosen yet",
    statements: allow({
      Condition: {
        StringEquals: { "sts:RoleSessionName": variable(`${PROVIDER}:sub`) },
        ...(DEV as { Condition: object }).Condition,
      },
    }),
    may: "(A)(B)",
  },
  {
    says: "tags in the token, and no right to give them",
    statements: allow(DEV),
    claims: { tags: { cost: "x" } },
    may: "",
  },
  {
    says: "a source identity, and no right to set one",
    statements: allow(DEV),
    claims: { sourceIdentity: "a" },
    may: "",
  },
  {
    says: "a star that is written as a variable",
    statements: allow(when(["ForAnyValue:StringLike", "amr", variable("*")])),
    claims: { amr: ["*"] },
    may: "ABCD",
  },
  { says: "the same of any group", statements: allow(when(["ForAnyValue:StringLike", "amr", variable("*")])), may: "" },
  {
    says: "a variable in the old version of the language is text",
    statements: allow({ Condition: { StringEquals: { [`${PROVIDER}:sub`]: variable(`${PROVIDER}:sub`) } } }),
    version: "2008-10-17",
    may: "",
  },
  {
    says: "a person as a variable",
    statements: allow({ Condition: { StringEquals: { [`${PROVIDER}:sub`]: variable(`${PROVIDER}:sub`) } } }),
    may: "ABCD",
  },
  {
    says: "an empty list of groups is as good as none",
    statements: allow(when(["Null", "amr", "true"])),
    claims: { amr: [] },
    may: "ABCD",
  },
  {
    says: "the other of two claims of a token with azp",
    statements: allow(when(["StringEquals", "aud", "app"], ["StringEquals", "oaud", "cli"])),
    claims: { azp: "app" },
    may: "ABD",
  },
  {
    says: "a claim that reaches no policy",
    statements: allow(when(["StringLike", "email", "*"])),
    claims: { others: { email: "a@b" } },
    may: "",
  },
  {
    says: "no value for a key, of which AWS does not say",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", []])),
    may: "(A)(B)(D)",
  },
  { says: "an operator that is not known", statements: allow(when(["StringSounds", "sub", "x"])), may: "(A)(B)(C)(D)" },
  {
    says: "a negated operator holds without its key",
    statements: allow(when(["StringNotEquals", "email", "x"])),
    may: "ABCD",
  },
  { says: "IfExists and Not", statements: allow(when(["StringNotEqualsIfExists", "sub", "bob"])), may: "ACD" },
  { says: "ForAllValues of a pattern", statements: allow(when(["ForAllValues:StringLike", "amr", "*s"])), may: "CD" },
  { says: "several values of a person", statements: allow(when(["StringLike", "sub", ["a*", "?ob"]])), may: "AB" },
  {
    says: "an MFA code, which no token brings",
    statements: allow(when(["Bool", "aws:MultiFactorAuthPresent", "true"])),
    may: "",
  },
  {
    says: "the provider by its key",
    statements: allow(when(["StringEquals", "aws:FederatedProvider", ARN])),
    may: "ABCD",
  },
  {
    says: "the time of the call",
    statements: allow(when(["DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z"])),
    may: "(A)(B)(C)(D)",
  },
  {
    says: "conditions on two keys of one operator",
    statements: allow(when(["StringEquals", "aud", "cli"], ["StringEquals", "sub", "bob"])),
    may: "B",
  },
  {
    says: "an external id, which no token brings",
    statements: allow(when(["StringEquals", "sts:ExternalId", "x"])),
    may: "",
  },
];

import { variable } from "../iam-policies/case.ts";
import { ACCOUNT, ARN, allow, deny, PROVIDER, type TrustCase, when } from "./people.ts";

const DEV = when(["ForAnyValue:StringEquals", "amr", "dev"]);

/** What effects, principals and actions have to do with it. */
export const STATEMENTS: readonly TrustCase[] = [
  { says: "a denial wins", statements: [allow(DEV), deny(when(["ForAnyValue:StringEquals", "amr", "ops"]))], may: "B" },
  {
    says: "everything is denied but one audience",
    statements: [
      allow(),
      { Effect: "Deny", Principal: "*", Action: "sts:*", ...when(["StringNotEquals", "aud", "cli"]) },
    ],
    may: "ABD",
  },
  { says: "a pattern of actions", statements: allow({ Action: "sts:AssumeRole*", ...DEV }), may: "AB" },
  {
    says: "a list of actions, in any case",
    statements: allow({ Action: ["STS:assumerolewithwebidentity", "sts:TagSession"], ...DEV }),
    may: "AB",
  },
  { says: "another action", statements: allow({ Action: "sts:AssumeRole" }), may: "" },
  { says: "a statement that is no list", statements: allow(DEV), may: "AB" },
  { says: "a list of providers", statements: allow({ Principal: { Federated: ["arn:x", ARN] }, ...DEV }), may: "AB" },
  {
    says: "a provider of another account",
    statements: allow({ Principal: { Federated: ARN.replace(ACCOUNT, "444455556666") } }),
    may: "",
  },
  {
    says: "a provider of another partition",
    statements: allow({ Principal: { Federated: ARN.replace("arn:aws:", "arn:aws-us-gov:") }, ...DEV }),
    partition: "aws-us-gov",
    may: "AB",
  },
  {
    says: "another provider's statement first",
    statements: [
      allow({ Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` } }),
      allow(DEV),
    ],
    may: "AB",
  },
  {
    says: "a statement for a service beside it",
    statements: [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      allow(DEV),
    ],
    may: "AB",
  },
  {
    says: "a denial that depends on an address",
    statements: [allow(DEV), deny(when(["NotIpAddress", "aws:SourceIp", "10.0.0.0/8"]))],
    may: "(A)(B)",
  },
  {
    says: "tags in the token, and the right to give this one",
    statements: [
      allow(DEV),
      allow({ Action: "sts:TagSession", Condition: { StringEquals: { "aws:RequestTag/Cost": "x" } } }),
    ],
    claims: { tags: { cost: "x" } },
    may: "AB",
  },
  {
    says: "a source identity that is the person",
    statements: allow({
      Action: ["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"],
      Condition: { StringEquals: { "sts:SourceIdentity": variable(`${PROVIDER}:sub`) } },
    }),
    claims: { sourceIdentity: "bob" },
    may: "B",
  },
  {
    says: "a denial of all actions but one",
    statements: [allow(DEV), { Effect: "Deny", Principal: "*", NotAction: "sts:AssumeRoleWithWebIdentity" }],
    may: "AB",
  },
  {
    says: "a denial of all actions but another",
    statements: [allow(DEV), { Effect: "Deny", Principal: "*", NotAction: "sts:AssumeRole" }],
    may: "",
  },
  {
    says: "a denial of all but this provider",
    statements: [allow(DEV), { Effect: "Deny", NotPrincipal: { Federated: ARN }, Action: "*" }],
    may: "AB",
  },
  {
    says: "a denial of all but another provider",
    statements: [allow(DEV), { Effect: "Deny", NotPrincipal: { Federated: "arn:x" }, Action: "*" }],
    may: "",
  },
  {
    says: "all but another provider",
    statements: { Effect: "Allow", NotPrincipal: { Federated: "arn:x" }, Action: "sts:*" },
    may: "ABCD",
  },
  {
    says: "a denial of all of AWS, which may reach tokens",
    statements: [allow(DEV), { Effect: "Deny", Principal: { AWS: "*" }, Action: "*" }],
    may: "(A)(B)",
  },
  {
    says: "all of AWS, which allows no token",
    statements: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:*" },
    may: "",
  },
  {
    says: "all but all of AWS, which may be all but tokens, too",
    statements: { Effect: "Allow", NotPrincipal: { AWS: "*" }, Action: "sts:*" },
    may: "(A)(B)(C)(D)",
  },
  { says: "everybody", statements: { Effect: "Allow", Principal: "*", Action: "sts:*" }, may: "ABCD" },
  { says: "a provider with a slash too much", statements: allow({ Principal: { Federated: `${ARN}/` } }), may: "" },
  { says: "a provider in other letters", statements: allow({ Principal: { Federated: ARN.toUpperCase() } }), may: "" },
  {
    says: "a wildcard within the provider's ARN",
    statements: allow({ Principal: { Federated: ARN.replace("realm", "*") } }),
    may: "",
  },
  {
    says: "a statement that cannot be read beside a good one",
    statements: [allow(DEV), { Effect: "allow", Principal: "*" }],
    may: "(A)(B)(C)(D)",
  },
  { says: "no statement", statements: [], may: "" },
  {
    says: "a connection without TLS is denied",
    statements: [allow(DEV), deny(when(["Bool", "aws:SecureTransport", "false"]))],
    may: "AB",
  },
  {
    says: "two statements, each for some",
    statements: [
      allow(when(["StringEquals", "sub", "carol"])),
      allow(when(["ForAnyValue:StringEquals", "amr", "Ops"])),
    ],
    may: "CD",
  },
];

import { expect, test } from "bun:test";
import { lintTrust } from "../../src/trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../src/trust-policies/trust-policy.ts";
import { variable } from "../iam-policies/case.ts";
import { ACCOUNT, ARN, allow, deny, PROVIDER, when } from "./people.ts";

const GROUP = ["ForAnyValue:StringEquals", "amr", "ops"] as const;
const AUDIENCE = ["StringEquals", "aud", "cli"] as const;
const good = (others: object = {}): object =>
  allow({ Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"], ...when(AUDIENCE, GROUP), ...others });
const ROOT = "arn:aws:iam::444455556666:root";

test.each<[string, object, readonly string[]]>([
  ["a good policy", good(), []],
  ["no condition", good({ Condition: {} }), ["error open-to-provider"]],
  ["an audience alone", good(when(AUDIENCE)), ["warning open-to-application"]],
  ["a group alone", good(when(GROUP)), ["warning no-audience"]],
  ["ForAllValues alone", good(when(["ForAllValues:StringEquals", "amr", "ops"])), ["error open-without-claim"]],
  ["a person who is not meant", good(when(["StringNotEquals", "sub", "bob"])), ["error open-to-provider"]],
  ["a claim, if it exists", good(when(["StringEqualsIfExists", "email", "x"])), ["error open-to-provider"]],
  ["a person", good(when(AUDIENCE, ["StringEquals", "sub", "bob"])), []],
  ["everybody", good({ Principal: "*" }), ["warning open-to-everybody"]],
  ["everybody without a condition", good({ Principal: { AWS: "*" }, Condition: {} }), ["error open-to-everybody"]],
  ["everybody in a denial", [good(), deny({ Principal: "*" })], []],
  ["all but one", good({ Principal: undefined, NotPrincipal: { Federated: ARN } }), ["error not-principal"]],
  ["a role that was deleted", good({ Principal: { AWS: "AROAEXAMPLE123" } }), ["error deleted-principal"]],
  [
    "a wildcard in an ARN",
    good({ Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }),
    ["error wildcard-in-principal"],
  ],
  [
    "another account's provider",
    good({ Principal: { Federated: ARN.replace(ACCOUNT, "444455556666") } }),
    ["error foreign-provider"],
  ],
  [
    "a slash at the end",
    good({
      Principal: { Federated: `${ARN}/` },
      ...when([`StringEquals`, `${PROVIDER}/:aud`, "cli"], ["ForAnyValue:StringEquals", `${PROVIDER}/:amr`, "x"]),
    }),
    ["warning trailing-slash"],
  ],
  [
    "a scheme",
    good({
      Principal: { Federated: ARN.replace("idp", "https://idp") },
      ...when(["StringEquals", `https://${PROVIDER}:aud`, "x"], ["StringEquals", `https://${PROVIDER}:sub`, "x"]),
    }),
    ["error scheme-in-provider"],
  ],
  ["groups as one text", good(when(AUDIENCE, ["StringLike", "amr", "ops"])), ["error plain-operator-on-list"]],
  [
    "a star in StringEquals",
    good(when(AUDIENCE, ["ForAnyValue:StringEquals", "amr", "op*"])),
    ["warning wildcard-in-equals"],
  ],
  ["a star that is meant", good(when(AUDIENCE, ["ForAnyValue:StringEquals", "amr", `op${variable("*")}`])), []],
  [
    "a claim that is not passed on",
    good(when(AUDIENCE, GROUP, ["StringEquals", "email", "x"])),
    ["error claim-not-passed"],
  ],
  ["an operator that is none", good(when(AUDIENCE, GROUP, ["StringIs", "sub", "x"])), ["error unknown-operator"]],
  ["no value", good(when(AUDIENCE, GROUP, ["StringNotEquals", "sub", []])), ["warning no-value"]],
  [
    "groups that differ in case",
    good(when(AUDIENCE, ["ForAnyValue:StringEquals", "amr", ["ops", "Ops"]])),
    ["note groups-differ-in-case"],
  ],
  ["no session tags", good({ Action: "sts:AssumeRoleWithWebIdentity" }), ["note no-tag-session"]],
  [
    "session tags by another statement",
    [good({ Action: "sts:AssumeRoleWithWebIdentity" }), good({ Action: "sts:TagSession" })],
    [],
  ],
  ["another account", { Effect: "Allow", Principal: { AWS: ROOT }, Action: "sts:AssumeRole" }, ["note no-external-id"]],
  [
    "a role of another account that is called like this one",
    { Effect: "Allow", Principal: { AWS: ROOT.replace("root", `role/of-${ACCOUNT}`) }, Action: "sts:AssumeRole" },
    ["note no-external-id"],
  ],
  [
    "another account with an external id",
    {
      Effect: "Allow",
      Principal: { AWS: ROOT },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "x" } },
    },
    [],
  ],
  ["a service", { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }, []],
  ["an effect in small letters", [good(), good({ Effect: "allow" })], ["error unreadable"]],
  ["a resource", [good({ Resource: "*" })], ["error unreadable"]],
])("%s", (_, statements, expected) => {
  const policy = parseTrustPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (typeof policy === "string") throw new Error(policy);
  const findings = lintTrust(policy, ACCOUNT);
  expect(findings.map(({ code, level }) => `${level} ${code}`)).toEqual([...expected]);
  for (const { message, statement } of findings) {
    expect(statement).toStartWith("statement ");
    expect(message).not.toMatch(/\((?:a|another) /);
  }
});

import { roleQuestion } from "../../src/trust-policies/role-question.ts";
import { type TokenClaims, type TrustQuestion, tokenQuestion } from "../../src/trust-policies/trust-question.ts";
import { variable } from "../iam-policies/case.ts";
import { ACCOUNT, ARN, PROVIDER } from "./people.ts";

/** Numbers from 0 to `below - 1`. */
export type Random = (below: number) => number;

export const BROKER = "arn:aws:iam::999988887777:role/actas/broker";
export const BROKER_SESSION = "arn:aws:sts::999988887777:assumed-role/broker/actas";

/** A trust policy of the kinds that there are, and of some that there should not be. */
export function madeUpPolicy(random: Random): string {
  const statements = Array.from({ length: 1 + random(3) }, () => madeUpStatement(random));
  const [first] = statements;
  return JSON.stringify({
    ...(random(8) > 0 && { Version: random(8) > 0 ? "2012-10-17" : "2008-10-17" }),
    Statement: statements.length === 1 && random(2) === 0 ? first : statements,
  });
}

function madeUpStatement(random: Random): object {
  const isDeny = random(4) === 0;
  return {
    Effect: isDeny ? "Deny" : "Allow",
    [random(12) === 0 ? "NotPrincipal" : "Principal"]: principalOf(random),
    [random(10) === 0 ? "NotAction" : "Action"]: oneOrMore(random, ACTIONS),
    ...(random(6) > 0 && { Condition: conditionsOf(random) }),
  };
}

const FOREIGN = ARN.replace(ACCOUNT, "444455556666");

function principalOf(random: Random): unknown {
  const either = pick(random, ["federated", "federated", "federated", "federated", "aws", "all", "service"]);
  if (either === "all") return "*";
  if (either === "service") return { Service: "ec2.amazonaws.com", ...(random(2) === 0 && { Federated: ARN }) };
  if (either === "aws") return { AWS: oneOrMore(random, AWS_PRINCIPALS) };
  return { Federated: random(3) > 0 ? ARN : oneOrMore(random, FEDERATED) };
}

const FEDERATED = [
  ARN,
  FOREIGN,
  `${ARN}/`,
  ARN.replace("realm", "*"),
  ARN.replace("arn:aws:", "arn:aws-cn:"),
  PROVIDER,
];
const AWS_PRINCIPALS = [
  "*",
  "999988887777",
  "arn:aws:iam::999988887777:root",
  BROKER,
  BROKER_SESSION,
  "arn:aws:iam::999988887777:role/actas/*",
  "AROAEXAMPLE123",
  "arn:aws:iam::444455556666:root",
];
const ACTIONS = [
  "sts:AssumeRoleWithWebIdentity",
  "sts:AssumeRoleWithWebIdentity",
  "STS:assumerolewithwebidentity",
  "sts:AssumeRole*",
  "sts:AssumeRole",
  "sts:TagSession",
  "sts:*",
  "*",
  "sts:SetSourceIdentity",
  "s?s:assumerole",
];

function conditionsOf(random: Random): object {
  const condition: Record<string, Record<string, unknown>> = {};
  for (let left = 1 + random(3); left > 0; left--) {
    const [operator, key, values] = conditionOf(random);
    condition[operator] = { ...condition[operator], [key]: values };
  }
  return condition;
}

function conditionOf(random: Random): readonly [string, string, unknown] {
  const set = pick(random, ["", "", "ForAnyValue:", "ForAnyValue:", "ForAllValues:"]);
  const ifExists = random(8) === 0 ? "IfExists" : "";
  switch (random(10)) {
    case 0:
      return ["Null", anyCase(random, pick(random, KEYS)), pick(random, ["true", "false", true, ["false", "true"]])];
    case 1:
      return [`Numeric${pick(random, ORDERS)}${ifExists}`, ...pick(random, NUMBERS)];
    case 2:
      return [pick(random, ["Bool", "BoolIfExists"]), ...pick(random, BOOLS)];
    case 3:
      return [
        `${pick(random, ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"])}${ifExists}`,
        pick(random, ["aws:PrincipalArn", "aws:FederatedProvider"]),
        oneOrMore(random, ARNS),
      ];
    case 4:
      return [`Date${pick(random, ORDERS)}${ifExists}`, ...pick(random, TIMES)];
    case 5:
    case 6:
    case 7:
      return [
        `${random(5) > 0 ? pick(random, ["ForAnyValue:", "ForAnyValue:", "ForAllValues:"]) : set}${pick(random, STRINGS)}${ifExists}`,
        anyCase(random, `${PROVIDER}:amr`),
        oneOrMore(random, TEXTS),
      ];
    default:
      return [
        `${random(3) > 0 ? "" : set}${pick(random, STRINGS)}${ifExists}`,
        anyCase(random, pick(random, KEYS)),
        oneOrMore(random, TEXTS),
      ];
  }
}

const STRINGS = [
  "StringEquals",
  "StringEquals",
  "StringLike",
  "StringLike",
  "StringNotEquals",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const KEYS = [
  `${PROVIDER}:aud`,
  `${PROVIDER}:sub`,
  `${PROVIDER}:amr`,
  `${PROVIDER}:oaud`,
  `${PROVIDER}:email`,
  "aws:SourceIp",
  "aws:RequestTag/team",
  "aws:TagKeys",
  "sts:RoleSessionName",
  "sts:SourceIdentity",
  "sts:ExternalId",
  "aws:PrincipalArn",
];
const TEXTS = [
  "dev",
  "ops",
  "Ops",
  "op*",
  "?ps",
  "*",
  "d*v",
  "",
  "alice",
  "bob",
  "a*",
  "cli",
  "web",
  "blue",
  "team",
  "x-42",
  variable(`${PROVIDER}:sub`),
  variable(`${PROVIDER}:amr`),
  variable("aws:RequestTag/team"),
  variable("aws:RequestTag/team, 'blue'"),
  variable("aws:SourceIp"),
  `op${variable("*")}`,
  `${variable("?")}ps`,
];
const ARNS = [
  ARN,
  "*",
  "arn:*",
  "arn:aws:iam::*:role/*",
  "arn:aws:iam::999988887777:role/*",
  BROKER,
  "arn:aws:iam::*:oidc-provider/idp.*",
  "arn:aws:iam::999988887777:*",
  "arn:*:iam::?99988887777:role/actas/broker",
];
const ORDERS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const NUMBERS: readonly (readonly [string, unknown])[] = [
  ["sts:DurationSeconds", "3600"],
  ["sts:DurationSeconds", 900],
  ["sts:DurationSeconds", ["900", "43200"]],
  ["aws:MultiFactorAuthAge", "300"],
];
const TIMES: readonly (readonly [string, unknown])[] = [
  ["aws:CurrentTime", "2026-06-01T00:00:00Z"],
  ["aws:CurrentTime", ["2027-01-01", "2026-01-01T00:00:00+02:00"]],
  ["aws:EpochTime", "1780272000"],
  ["aws:TokenIssueTime", "2026-01-01T00:00:00Z"],
];
const BOOLS: readonly (readonly [string, unknown])[] = [
  ["aws:SecureTransport", "true"],
  ["aws:SecureTransport", false],
  ["aws:MultiFactorAuthPresent", "true"],
  ["aws:ViaAWSService", "false"],
];

/** Somebody asks: with a token, or as the role that lends others. */
export function madeUpQuestion(random: Random): TrustQuestion {
  const chosen = {
    ...(random(2) === 0 && { sessionName: pick(random, ["alice", "bob"]) }),
    ...(random(2) === 0 && { durationSeconds: pick(random, [900, 3600]) }),
    ...(random(2) === 0 && { at: pick(random, [new Date("2026-06-01T00:00:00Z"), new Date("2026-11-28T12:00:00Z")]) }),
  };
  const role = { accountId: ACCOUNT, partition: "aws" };
  if (random(4) > 0) return tokenQuestion(role, PROVIDER, madeUpClaims(random), chosen);
  return roleQuestion(
    role,
    { arn: BROKER, sessionArn: BROKER_SESSION },
    {
      ...chosen,
      ...(random(2) === 0 && { externalId: "x-42" }),
      ...(random(2) === 0 && { sourceIdentity: pick(random, ["alice", "bob"]) }),
      ...(random(3) === 0 && { tags: { team: "blue" } }),
    },
  );
}

/** Somebody with a token. */
export function madeUpClaims(random: Random): TokenClaims {
  const amr = pick(random, [undefined, [], ["dev"], ["ops", "dev"], ["Ops"], ["x-42", "ops"], ["*"], ["op*", "?ps"]]);
  return {
    sub: pick(random, ["alice", "bob", "carol"]),
    aud: pick(random, ["cli", "web"]),
    ...(random(6) === 0 && { azp: "cli" }),
    ...(amr && { amr }),
    ...(random(4) === 0 && { tags: pick(random, [{ team: "blue" }, { team: "red" }, { cost: "dev" }]) }),
    ...(random(5) === 0 && { sourceIdentity: pick(random, ["alice", "bob"]) }),
  };
}

/** Two may be the same: then there is one. */
function oneOrMore(random: Random, from: readonly string[]): string | readonly string[] {
  if (random(2) === 0) return pick(random, from);
  return [...new Set(Array.from({ length: 1 + random(3) }, () => pick(random, from)))];
}

function pick<T>(random: Random, from: readonly T[]): T {
  const [first] = from;
  return from[random(from.length)] ?? (first as T);
}

function anyCase(random: Random, key: string): string {
  return random(6) === 0 ? key.toUpperCase() : key;
}

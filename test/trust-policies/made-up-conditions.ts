import { variable } from "../iam-policies/case.ts";
import { ARN, PROVIDER } from "./people.ts";
import { BROKER, oneOrMore, pick, type Random } from "./pick.ts";

/** The `Condition` of a statement. */
export function conditionsOf(random: Random): object {
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

function anyCase(random: Random, key: string): string {
  return random(6) === 0 ? key.toUpperCase() : key;
}

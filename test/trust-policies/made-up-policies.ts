import { roleQuestion } from "../../src/trust-policies/role-question.ts";
import { type TokenClaims, type TrustQuestion, tokenQuestion } from "../../src/trust-policies/trust-question.ts";
import { conditionsOf } from "./made-up-conditions.ts";
import { ACCOUNT, ARN, PROVIDER } from "./people.ts";
import { BROKER, BROKER_SESSION, oneOrMore, pick, type Random } from "./pick.ts";

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
function madeUpClaims(random: Random): TokenClaims {
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

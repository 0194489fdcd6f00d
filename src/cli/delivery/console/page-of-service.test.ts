import { describe, expect, test } from "bun:test";
import { pageOfService, SERVICE_NAMES } from "./page-of-service.ts";

/** Written independently of the table: what people look for most, and a part of the page's path. */
const KNOWN = {
  ec2: "ec2/",
  s3: "s3/",
  lambda: "lambda/",
  iam: "iam/",
  rds: "rds/",
  dynamodb: "dynamodbv2/",
  cloudformation: "cloudformation/",
  cloudwatch: "cloudwatch/home",
  logs: "log-groups",
  ecs: "ecs/",
  eks: "eks/",
  ecr: "ecr/",
  sqs: "sqs/",
  sns: "sns/",
  kms: "kms/",
  secretsmanager: "secretsmanager/",
  ssm: "systems-manager/",
  route53: "route53/",
  cloudfront: "cloudfront/",
  vpc: "vpc",
  apigateway: "apigateway/",
  athena: "athena/",
  glue: "glue/",
  redshift: "redshift",
  sagemaker: "sagemaker/",
  stepfunctions: "states/",
  eventbridge: "events/",
  kinesis: "kinesis/",
  elasticache: "elasticache/",
  codebuild: "codebuild/",
  codepipeline: "codepipeline/",
  cloudtrail: "cloudtrail",
  config: "config/",
  guardduty: "guardduty/",
  organizations: "organizations/",
  billing: "billing/",
  acm: "acm/",
  waf: "waf",
  cognito: "cognito/",
  bedrock: "bedrock/",
} as const;

test.each(Object.entries(KNOWN))("%s has its page", (name, part) => {
  expect(pageOfService(name)).toContain(part);
});

test.each([
  ["EC2", "ec2"],
  ["AWS Lambda", "lambda"],
  ["Amazon S3", "s3"],
  ["route-53", "route53"],
  ["cfn", "cloudformation"],
  ["cform", "cloudformation"],
  ["dyn", "dynamodb"],
  ["secret", "secretsmanager"],
  ["beanst", "elasticbeanstalk"],
  ["step functions", "stepfunctions"],
])("%s means %s", (typed, name) => {
  expect(pageOfService(typed)).toBe(pageOfService(name));
});

describe("what is meant is asked for", () => {
  test.each(["code", "sec", "e"])("where several are like %s", (typed) => {
    expect(() => pageOfService(typed)).toThrow(`cannot open "${typed}" in the console: it could be `);
  });

  test("where none is", () => {
    expect(() => pageOfService("foo")).toThrow('cannot open "foo" in the console: no such service is known');
  });
});

test("no name stands for two pages", () => {
  expect(new Set(SERVICE_NAMES).size).toBe(SERVICE_NAMES.length);
  expect(SERVICE_NAMES.length).toBeGreaterThan(50);
});

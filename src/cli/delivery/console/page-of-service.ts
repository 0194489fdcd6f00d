import fuzzysort from "fuzzysort";
import { ActasError } from "../../../base/errors.ts";
import { nearestName } from "../../../base/nearest-name.ts";

/** The pages of the console by the names that people type, first the service's own, then what else it is called. */
const PAGES: readonly (readonly [path: string, ...names: readonly string[]])[] = [
  ["acm/home", "acm", "certificates", "certificatemanager"],
  ["amplify/apps", "amplify"],
  ["apigateway/main/apis", "apigateway", "apigw"],
  ["apprunner/home", "apprunner"],
  ["athena/home", "athena"],
  ["backup/home", "backup"],
  ["batch/home", "batch"],
  ["bedrock/home", "bedrock"],
  ["billing/home", "billing", "bills"],
  ["cloudformation/home", "cloudformation", "cfn", "stacks"],
  ["cloudfront/v4/home", "cloudfront", "cdn"],
  ["cloudtrailv2/home", "cloudtrail", "trail"],
  ["cloudwatch/home", "cloudwatch", "cw", "alarms", "metrics"],
  ["cloudwatch/home#logsV2:log-groups", "logs", "cloudwatchlogs"],
  ["codesuite/codebuild/projects", "codebuild"],
  ["codesuite/codecommit/repositories", "codecommit"],
  ["codesuite/codepipeline/pipelines", "codepipeline"],
  ["cognito/v2/home", "cognito"],
  ["config/home", "config"],
  ["costmanagement/home#/cost-explorer", "costexplorer", "costs"],
  ["dynamodbv2/home", "dynamodb", "ddb"],
  ["ec2/home", "ec2", "instances"],
  ["ec2/home#LoadBalancers:", "elb", "loadbalancers", "alb", "nlb"],
  ["ecr/private-registry/repositories", "ecr"],
  ["ecs/v2/home", "ecs", "fargate"],
  ["efs/home", "efs"],
  ["eks/home", "eks", "kubernetes"],
  ["elasticache/home", "elasticache", "redis"],
  ["elasticbeanstalk/home", "elasticbeanstalk", "beanstalk"],
  ["emr/home", "emr"],
  ["events/home", "eventbridge", "events"],
  ["glue/home", "glue"],
  ["guardduty/home", "guardduty"],
  ["health/home", "health"],
  ["iam/home", "iam"],
  ["inspector/v2/home", "inspector"],
  ["kinesis/home", "kinesis"],
  ["kms/home", "kms", "keys"],
  ["lambda/home", "lambda", "functions"],
  ["msk/home", "msk", "kafka"],
  ["organizations/v2/home", "organizations", "orgs"],
  ["aos/home", "opensearch", "elasticsearch"],
  ["quicksight/home", "quicksight"],
  ["ram/home", "ram"],
  ["rds/home", "rds", "databases", "aurora"],
  ["redshiftv2/home", "redshift"],
  ["route53/v2/home", "route53", "r53", "dns"],
  ["s3/home", "s3", "buckets"],
  ["sagemaker/home", "sagemaker"],
  ["secretsmanager/home", "secretsmanager", "secrets", "sm"],
  ["securityhub/home", "securityhub"],
  ["servicequotas/home", "servicequotas", "quotas", "limits"],
  ["ses/home", "ses", "email"],
  ["singlesignon/home", "identitycenter", "sso"],
  ["sns/v3/home", "sns", "topics"],
  ["sqs/v3/home", "sqs", "queues"],
  ["states/home", "stepfunctions", "sfn", "states"],
  ["support/home", "support"],
  ["systems-manager/home", "systemsmanager", "ssm"],
  ["systems-manager/parameters", "parameterstore", "parameters"],
  ["trustedadvisor/home", "trustedadvisor"],
  ["vpcconsole/home", "vpc", "subnets"],
  ["wafv2/homev2", "waf", "wafv2"],
  ["xray/home", "xray"],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  PAGES.flatMap(([path, ...names]) => names.map((name) => [name, path] as const)),
);

/** Whether services have exactly this name. */
export function isServiceName(name: string): boolean {
  return BY_NAME.has(name);
}

/** The first name of each service. */
export const SERVICE_NAMES: readonly string[] = PAGES.map(([, name]) => name ?? "");

/**
 * The path of a service's page by a name as it is typed: `ec2`, `route 53`, or letters of it, as `cform` for
 * CloudFormation.
 *
 * @throws {ActasError} `usage` with what is like it
 */
export function pageOfService(typed: string): string {
  const name = typed.toLowerCase().replace(/^(aws|amazon)[\s-]+|[\s_-]/g, "");
  const exact = BY_NAME.get(name);
  if (exact) return exact;
  const [best, ...others] = fuzzysort.go(name, SERVICE_NAMES, { threshold: LIKE_ENOUGH });
  const like = others.filter(({ score }) => best && score > best.score - CLEARLY_BETTER).map(({ target }) => target);
  if (best && like.length === 0) return BY_NAME.get(best.target) ?? "";
  throw best
    ? severalServices(typed, [best.target, ...like])
    : unknownService(typed, nearestName(name, BY_NAME.keys()));
}

/** Scores of 0 to 1: below, letters are far from each other, as those of "foo" in "cloudformation". */
const LIKE_ENOUGH = 0.33;
const CLEARLY_BETTER = 0.1;

function severalServices(typed: string, names: readonly string[]): ActasError {
  return new ActasError("usage", `cannot open "${typed}" in the console: it could be ${names.join(", ")}`, {
    hints: [`\`--service ${names[0]}\`, for instance`],
  });
}

function unknownService(typed: string, nearest: string | undefined): ActasError {
  const known = `there are ${SERVICE_NAMES.slice(0, 8).join(", ")} and ${SERVICE_NAMES.length - 8} others`;
  return new ActasError("usage", `cannot open "${typed}" in the console: no such service is known`, {
    hints: [
      nearest ? `did you mean \`--service ${nearest}\`?` : known,
      "`--path` takes the path of any page, as the browser shows it",
    ],
  });
}

/** The partitions besides `aws`, which share nothing. The sandbox has a user and a role in each. */
export const OTHER_PARTITIONS = [
  { user: "gov", partition: "aws-us-gov", region: "us-gov-west-1", regions: "us-gov-" },
  { user: "china", partition: "aws-cn", region: "cn-north-1", regions: "cn-" },
  { user: "iso", partition: "aws-iso", region: "us-iso-east-1", regions: "us-iso-" },
] as const;

/** The partition an ARN is in. */
export function partitionOf(arn: string): string {
  return arn.split(":")[1] ?? "";
}

/** Whether an identity is known in a region: each partition has its own. */
export function isKnownIn(region: string, arn: string): boolean {
  const { partition = "aws" } = OTHER_PARTITIONS.find(({ regions }) => region.startsWith(regions)) ?? {};
  return partitionOf(arn) === partition;
}

import type { RequestEnvironment } from "../../base/credential-request.ts";
import { findProfile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";

/** Regions that have IAM Identity Center, the most used first. @see https://docs.aws.amazon.com/general/latest/gr/sso.html */
export const REGIONS = {
  aws: `us-east-1 eu-west-1 eu-central-1 us-west-2 us-east-2 ap-southeast-2 eu-west-2 ap-northeast-1 ap-southeast-1
    ca-central-1 ap-south-1 eu-north-1 eu-west-3 sa-east-1 us-west-1 ap-northeast-2 eu-south-1 eu-central-2 ap-northeast-3
    me-south-1 me-central-1 af-south-1 il-central-1 ap-east-1 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-7
    ap-south-2 eu-south-2 ca-west-1 mx-central-1`.split(/\s+/),
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
};

/** Matches the names of regions in all partitions. */
const REGION = /^(?:us-gov|us-iso[bf]?|eu-isoe|eusc-de|af|ap|ca|cn|eu|il|me|mx|sa|us)-[a-z]+-\d{1,2}$/;

/** Whether a text looks like an AWS region, as `eu-west-9` does. Only a call can tell whether the region exists. */
export function isLikeRegion(text: string): boolean {
  return REGION.test(text);
}

/** The likely regions of a portal: first those that the user already uses, then the most used ones. */
export function likelyRegions(
  startUrl: string,
  files: ProfileFiles,
  environment: RequestEnvironment,
): readonly string[] {
  const { hostname } = new URL(startUrl);
  const known = hostname.endsWith(".cn") ? "aws-cn" : hostname.includes("us-gov") ? "aws-us-gov" : "aws";
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const own = [AWS_REGION, AWS_DEFAULT_REGION, findProfile(files, "default")?.settings.get("region")?.value];
  const likely = own.filter((region) => region !== undefined).filter(isLikeRegion);
  return [...new Set([...likely, ...REGIONS[known]])];
}

import type { CredentialRequest } from "../base/credential-request.ts";
import { isRegionName } from "../base/region-name.ts";
import { fromEnvironment, fromFlag, inheritedSetting, type Lineage, type Setting, unusable } from "./setting.ts";

type Asked = Pick<CredentialRequest, "region" | "environment">;

/** Where each partition's STS always answers. @see https://docs.aws.amazon.com/general/latest/gr/sts.html */
const PARTITION_REGIONS: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-iso-e": "eu-isoe-west-1",
  "aws-iso-f": "us-isof-south-1",
  "aws-eusc": "eusc-de-east-1",
};

/** How the regions of each partition begin; all others are in `aws`. */
const REGION_PREFIXES: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "us-iso-": "aws-iso",
  "us-isob-": "aws-iso-b",
  "eu-isoe-": "aws-iso-e",
  "us-isof-": "aws-iso-f",
  "eusc-": "aws-eusc",
};

/**
 * The region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profiles; `undefined` when nothing names one.
 *
 * @throws {ActasError} `usage` or `configuration` for what cannot be a region
 */
export function regionOf(lineage: Lineage, asked: Asked): Setting | undefined {
  const nearest = candidates(lineage, asked)[0];
  return nearest && validRegion(nearest);
}

/**
 * The region whose STS to ask about an identity of `partition`: the first that is in that partition, as no other can
 * answer, else the partition's own. `undefined` for a partition that is not known here. Every region of a partition
 * gives the same, so what is no region is passed over; where it is the program's, {@link regionOf} refuses it.
 */
export function stsRegion(lineage: Lineage, asked: Asked, partition: string): string | undefined {
  const isKnown = partition in PARTITION_REGIONS;
  const regions = candidates(lineage, asked).filter(({ value }) => isRegionName(value));
  const fitting = regions.find(({ value }) => !isKnown || partitionOfRegion(value) === partition);
  return fitting?.value ?? PARTITION_REGIONS[partition];
}

/** The partition that a region is in, by how its name begins. */
export function partitionOfRegion(region: string): string {
  const prefix = Object.keys(REGION_PREFIXES).find((start) => region.startsWith(start));
  return REGION_PREFIXES[prefix ?? ""] ?? "aws";
}

function candidates(lineage: Lineage, { region, environment }: Asked): Setting[] {
  return [
    fromFlag("--region", region),
    fromEnvironment(environment, "AWS_REGION"),
    fromEnvironment(environment, "AWS_DEFAULT_REGION"),
    ...lineage.map((profile) => inheritedSetting([profile], "region")),
  ].filter((setting) => setting !== undefined);
}

function validRegion(setting: Setting): Setting {
  if (isRegionName(setting.value)) return setting;
  throw unusable(setting, "it is not the name of a region");
}

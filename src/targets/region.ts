import type { CredentialRequest } from "../base/credential-request.ts";
import { PARTITIONS, partitionOfRegion } from "../base/partitions.ts";
import { isRegionName } from "../base/region-name.ts";
import { fromEnvironment, fromFlag, inheritedSetting, type Lineage, type Setting, unusable } from "./setting.ts";

type Asked = Pick<CredentialRequest, "region" | "environment">;

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
  const known = PARTITIONS.find(({ id }) => id === partition);
  const regions = candidates(lineage, asked).filter(({ value }) => isRegionName(value));
  const fitting = regions.find(({ value }) => !known || partitionOfRegion(value) === known);
  return fitting?.value ?? known?.stsRegion;
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

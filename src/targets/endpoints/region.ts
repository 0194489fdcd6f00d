import type { CredentialRequest } from "../../base/credential-request.ts";
import { PARTITIONS, partitionOfRegion } from "../../base/partitions.ts";
import { isRegionName } from "../../base/region-name.ts";
import { fromEnvironment, fromFlag, inheritedSetting, type Lineage, type Setting, unusable } from "../setting.ts";

type Asked = Pick<CredentialRequest, "region" | "environment">;

/**
 * The region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profiles; `undefined` when none is set.
 *
 * @throws {ActasError} `usage` or `configuration` for text that cannot be a region
 */
export function regionOf(lineage: Lineage, asked: Asked): Setting | undefined {
  const nearest = candidates(lineage, asked)[0];
  return nearest && validRegion(nearest);
}

/**
 * The region whose STS to call for an identity of `partition`: the first setting in that partition, since no other can
 * answer, else the partition's own. `undefined` for an unknown partition. All regions of a partition give the same
 * answer, so an invalid region is ignored here; {@link regionOf} refuses it where it is for the program.
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

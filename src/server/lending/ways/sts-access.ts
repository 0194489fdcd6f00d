import { regionalSts, type StsLocation } from "../../../aws/sts-location.ts";
import { partitionOf } from "../../../base/arn.ts";
import { PARTITIONS, partitionOfRegion } from "../../../base/partitions.ts";
import type { Network } from "../../../network/network.ts";

/** Which STS is asked. */
export interface StsAccess {
  readonly region: string;
  /** In place of AWS's own, for a test. */
  readonly endpointUrl?: string;
  readonly network?: Network;
}

/** The STS of the role's partition: in another than the server's own there is another. */
export function locationOf(roleArn: string, { region, endpointUrl, network }: StsAccess): StsLocation {
  const partition = PARTITIONS.find(({ id }) => id === partitionOf(roleArn));
  const isOwn = partition === undefined || partitionOfRegion(region).id === partition.id;
  return regionalSts({ region: isOwn ? region : partition.stsRegion, endpointUrl, network });
}

import { Sts } from "../../aws/sts.ts";
import { type AwsCaller, accessTo } from "../accounts/access-to.ts";
import { waitFor } from "./patience.ts";
import type { ScanTools } from "./scan-account.ts";

/**
 * What a scan needs, once it is known that AWS knows who asks: otherwise every account would seem to refuse it.
 *
 * @throws {ActasError}
 */
export async function createScanTools(caller: AwsCaller, signal: AbortSignal, externalId?: string): Promise<ScanTools> {
  const sts = new Sts(caller.clock);
  const access = accessTo("sts", caller);
  const { endpointUrl, network, region } = access;
  const location = {
    region,
    scope: "regional",
    ...(endpointUrl && { endpointUrl }),
    ...(network && { network }),
  } as const;
  await sts.getCallerIdentity(location, await caller.credentials());
  return {
    access,
    iam: accessTo("iam", caller),
    sts,
    wait: waitFor,
    random: Math.random,
    signal,
    ...(externalId !== undefined && { externalId }),
  };
}

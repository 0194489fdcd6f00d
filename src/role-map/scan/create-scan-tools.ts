import { Sts } from "../../aws/sts.ts";
import { regionalSts } from "../../aws/sts-location.ts";
import { type AwsCaller, accessTo } from "../accounts/access-to.ts";
import { waitFor } from "./patience.ts";
import type { ScanTools } from "./scan-account.ts";

/**
 * What a scan needs, once it is known that AWS knows who asks: otherwise every account would seem to refuse it.
 *
 * @throws {ActasError}
 */
export async function createScanTools(caller: AwsCaller, signal: AbortSignal, externalId?: string): Promise<ScanTools> {
  const tools = { ...scanToolsOf(caller, externalId), signal };
  await tools.sts.getCallerIdentity(regionalSts(tools.access), await caller.credentials());
  return tools;
}

/** The same, but for what ends a scan, and without asking. */
export function scanToolsOf(caller: AwsCaller, externalId?: string): Omit<ScanTools, "signal"> {
  return {
    access: accessTo("sts", caller),
    iam: accessTo("iam", caller),
    sts: new Sts(caller.clock),
    wait: waitFor,
    random: Math.random,
    ...(externalId !== undefined && { externalId }),
  };
}

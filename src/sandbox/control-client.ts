import { CONTROL_PATH } from "./control.ts";
import type { FaultPlanInput } from "./fault-plan.ts";
import type { CallRecord } from "./made-up-aws.ts";

/**
 * Asks a running sandbox for a code of an MFA device that AWS accepts now; waits up to 30 seconds for an unused one.
 *
 * @throws {UnknownDevice} the sandbox does not know the device
 */
export async function freshCode(sandboxUrl: string, serialNumber: string): Promise<string> {
  const query = new URLSearchParams({ serial: serialNumber, fresh: "1" });
  const response = await fetch(`${sandboxUrl}${CONTROL_PATH}/code?${query}`);
  if (response.status === 404) throw new UnknownDevice(await response.text());
  return response.text();
}

/** The sandbox has no MFA device of that serial number. */
export class UnknownDevice extends Error {
  override readonly name = "UnknownDevice";
}

/**
 * Makes things go wrong in a running sandbox; `{}` ends it.
 *
 * @throws {Error} the sandbox does not understand the plan
 */
export async function setFaults(sandboxUrl: string, plan: FaultPlanInput): Promise<void> {
  const init = { method: "POST", body: JSON.stringify(plan) };
  const response = await fetch(`${sandboxUrl}${CONTROL_PATH}/faults`, init);
  if (!response.ok) throw new Error(await response.text());
}

/** The calls a running sandbox has had so far, oldest first. */
export async function callsOf(sandboxUrl: string): Promise<CallRecord[]> {
  const response = await fetch(`${sandboxUrl}${CONTROL_PATH}/calls`);
  return (await response.json()) as CallRecord[];
}

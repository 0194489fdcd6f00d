import { CONTROL_PATH } from "./control.ts";
import type { FaultPlanInput } from "./fault-plan.ts";
import type { CallRecord } from "./made-up-aws.ts";

/**
 * Asks a running sandbox for a code of an MFA device that AWS accepts now; waits up to 30 seconds for an unused one.
 *
 * @throws {Error} the sandbox does not know the device
 */
export async function freshCode(sandboxUrl: string, serialNumber: string): Promise<string> {
  const query = new URLSearchParams({ serial: serialNumber, fresh: "1" });
  return (await ask(sandboxUrl, `/code?${query}`)).text();
}

/** Makes things go wrong in a running sandbox; `{}` ends it. */
export async function setFaults(sandboxUrl: string, plan: FaultPlanInput): Promise<void> {
  await ask(sandboxUrl, "/faults", { method: "POST", body: JSON.stringify(plan) });
}

/** The calls a running sandbox has had so far, oldest first. */
export async function callsOf(sandboxUrl: string): Promise<CallRecord[]> {
  return (await (await ask(sandboxUrl, "/calls")).json()) as CallRecord[];
}

async function ask(sandboxUrl: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(sandboxUrl + CONTROL_PATH + path, init);
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}

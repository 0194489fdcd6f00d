import type { FaultPlanInput } from "../fault-plan.ts";
import type { Assignment } from "../identity-center/directory.ts";
import type { CallRecord } from "../made-up-aws.ts";
import type { MemberChange } from "../organization/organization.ts";
import type { SignInSettingsInput } from "../sign-in-settings.ts";
import type { AddedTrust } from "./added-trust.ts";
import { CONTROL_PATH } from "./control-path.ts";
import type { Behaviour, Visit } from "./person.ts";

/**
 * Asks a running sandbox for a code of an MFA device that AWS accepts now; waits up to 30 seconds for an unused one.
 *
 * @throws {UnknownDevice} the sandbox does not know the device
 * @throws {Error} no sandbox answers there
 */
export async function freshCode(sandboxUrl: string, serialNumber: string): Promise<string> {
  const query = new URLSearchParams({ serial: serialNumber, fresh: "1" });
  const response = await fetch(`${sandboxUrl}${CONTROL_PATH}/code?${query}`);
  const answer = await response.text();
  if (response.status === 404) throw new UnknownDevice(answer);
  // Something else may listen there by now, and a code goes to the terminal as it is.
  if (!response.ok || !/^\d{6}$/.test(answer)) throw new Error("the answer is not a code");
  return answer;
}

/** Whether a sandbox answers there, to this user. */
export async function isRunning(sandboxUrl: string): Promise<boolean> {
  const answer = await fetch(`${sandboxUrl}${CONTROL_PATH}/settings`).catch(() => undefined);
  return answer?.ok ?? false;
}

/** The sandbox has no MFA device of that serial number. */
export class UnknownDevice extends Error {
  override readonly name = "UnknownDevice";
}

/**
 * Sets the fault plan of a running sandbox; `{}` ends all faults.
 *
 * @throws {Error} the sandbox does not understand the plan
 */
export async function setFaults(sandboxUrl: string, plan: FaultPlanInput): Promise<void> {
  await order(sandboxUrl, "POST", "/faults", plan);
}

/** Changes the settings of sign-ins from now on; settings not named stay. */
export async function changeSettings(sandboxUrl: string, settings: SignInSettingsInput): Promise<void> {
  await order(sandboxUrl, "POST", "/settings", settings);
}

/** Gives a person a permission set in an account, or takes it away. */
export async function changeAssignment(
  sandboxUrl: string,
  change: "assign" | "remove",
  assignment: Assignment,
): Promise<void> {
  await order(sandboxUrl, "POST", "/assignments", { change, ...assignment });
}

/** Invalidates every token (or every client registration of Identity Center) at once. */
export async function forget(sandboxUrl: string, what: "sign-ins" | "registrations"): Promise<void> {
  await order(sandboxUrl, "DELETE", `/${what}`);
}

/** Has Yoyodyne's provider sign with a new key from now on; it publishes the old ones too if they are kept. */
export async function rotateKey(sandboxUrl: string, old: "kept" | "dropped"): Promise<void> {
  await order(sandboxUrl, "POST", "/keys", { old });
}

/** Adds an OpenID provider, or a role with its trust policy, to an account. */
export async function addTrust<K extends AddedTrust["kind"]>(
  sandboxUrl: string,
  kind: K,
  body: Extract<AddedTrust, { kind: K }>["body"],
): Promise<void> {
  await order(sandboxUrl, "POST", `/${kind}`, body);
}

/** Has an account leave the organization, be suspended, come back or be renamed. */
export async function changeMember(sandboxUrl: string, change: MemberChange): Promise<void> {
  await order(sandboxUrl, "POST", "/members", change);
}

/** Opens a page like a person with a browser, and answers its questions. */
export async function visit(sandboxUrl: string, url: string, behaviour: Behaviour = {}): Promise<Visit> {
  const response = await order(sandboxUrl, "POST", "/visit", { url, ...behaviour });
  return (await response.json()) as Visit;
}

/** Answers on the page of the device grant: of the given user code, else of the latest one. */
export async function approve(
  sandboxUrl: string,
  approval: Behaviour & { readonly userCode?: string } = {},
): Promise<Visit> {
  const response = await order(sandboxUrl, "POST", "/approve", approval);
  return (await response.json()) as Visit;
}

/** The calls a running sandbox has had so far, oldest first. */
export async function callsOf(sandboxUrl: string): Promise<CallRecord[]> {
  const response = await fetch(`${sandboxUrl}${CONTROL_PATH}/calls`);
  return (await response.json()) as CallRecord[];
}

async function order(sandboxUrl: string, method: "POST" | "DELETE", path: string, body?: object): Promise<Response> {
  const response = await fetch(sandboxUrl + CONTROL_PATH + path, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

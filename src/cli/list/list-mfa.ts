import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { type AgentUse, ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { printJson } from "../json/print-json.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";

interface DevicesToList {
  /** Absent: as the environment says. */
  readonly profile?: string;
  readonly agent: AgentUse;
  readonly output: "text" | "oneline" | "json";
}

/** Prints the MFA devices of the IAM user that a profile starts with. */
export async function listMfa({ profile, agent, output }: DevicesToList): Promise<void> {
  const target = { ...(profile !== undefined && { sourceProfile: profile }), freshness: "cached" } as const;
  const request = { request: "mfa-devices", for: { ...target, ...inThisEnvironment() } } as const;
  const answer = await ask(request, agent);
  const { devices, user } = answer;
  if (output === "json") return printJson("list mfa", answer);
  if (devices.length === 0) return sayEmpty(`${user.arn} has no MFA device`);
  if (output === "oneline") return printLines(devices.map(({ serialNumber }) => serialNumber));
  const rows = devices.map(({ serialNumber, enrolled = "", profiles }) => [
    serialNumber,
    enrolled.slice(0, 10),
    profiles.join(", "),
  ]);
  printLines(table([["MFA DEVICE", "SINCE", "NAMED BY"], ...rows], terminalColumns()));
}

import { shellArgument } from "../../base/shell-word.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import { printJson } from "../json/print-json.ts";
import type { MfaFlags } from "../target/mfa-flags.ts";
import { userRequest } from "../target/user-request.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";

interface DevicesToList {
  /** Absent: as the environment says. */
  readonly profile?: string;
  readonly code: MfaFlags;
  readonly agent: AgentUse;
  readonly output: "text" | "oneline" | "json";
}

/** Prints the MFA devices of the IAM user that a profile starts with. */
export async function listMfa({ profile, code, agent, output }: DevicesToList): Promise<void> {
  const answer = await ask({ request: "mfa-devices", for: await userRequest(profile, code) }, agent);
  const { devices, user } = answer;
  if (output === "json") return printJson("list mfa", answer);
  if (devices.length === 0) {
    return sayEmpty(`${user.arn} has no MFA device; \`actas setup mfa ${shellArgument(user.profile)}\` makes one`);
  }
  if (output === "oneline") return printLines(devices.map(({ serialNumber }) => serialNumber));
  const rows = devices.map(({ serialNumber, enrolled = "", profiles }) => [
    serialNumber,
    enrolled.slice(0, 10),
    profiles.join(", "),
  ]);
  printLines(table([["MFA DEVICE", "SINCE", "NAMED BY"], ...rows], terminalColumns()));
}

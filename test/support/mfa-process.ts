import { appendFile } from "node:fs/promises";
import type { World } from "./world.ts";

/** Gives the user with MFA a command that prints codes. */
export async function setMfaProcess(world: World, command: string): Promise<void> {
  await appendFile(`${world.home}/.aws/credentials`, `\n[ana]\nmfa_process = ${command}\n`);
}

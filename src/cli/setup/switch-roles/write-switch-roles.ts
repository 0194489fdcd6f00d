import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ActasError } from "../../../base/errors.ts";
import { systemError } from "../../../base/system-error.ts";
import { writeNewLastingFile } from "../../../files/write-private-file.ts";
import { printLines } from "../../../system/print.ts";
import { workingDirectory } from "../../environment/working-directory.ts";
import { printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { knownBefore } from "../known-before.ts";
import { withAllowedRoles } from "./allowed-roles.ts";
import { type SwitchRolesFormat, switchRolesText } from "./switch-roles-text.ts";
import { switchableRoles } from "./switchable-roles.ts";

/** What commander makes of the options of `actas setup switch-roles`. */
export interface SwitchRolesFlags {
  readonly format: SwitchRolesFormat;
  readonly out?: string;
  readonly otp?: string;
  readonly json?: true;
}

/**
 * `actas setup switch-roles [PROFILE]`: the roles of the AWS files for another program, on standard output or in a new
 * file; with those that the policies of a profile's user allow besides.
 */
export async function writeSwitchRoles(
  profile: string | undefined,
  { format, json, otp, out }: SwitchRolesFlags,
): Promise<void> {
  if (otp !== undefined && profile === undefined) {
    throw new ActasError("usage", "cannot use `--otp` without a profile: AWS is asked about its user only");
  }
  const before = await knownBefore();
  const inFiles = switchableRoles(before);
  const { leftOut, roles } =
    profile === undefined
      ? inFiles
      : await withAllowedRoles(inFiles, profile, otp === undefined ? {} : { otp }, before);
  if (roles.length === 0) {
    throw new ActasError("configuration", "cannot write roles to switch to: no profile has any", {
      hints: ["`actas setup profile` writes a profile for a role"],
    });
  }
  const lines = switchRolesText(roles, format);
  const path = out === undefined ? undefined : resolve(workingDirectory(`write ${out}`), out);
  if (path !== undefined) writeNew(path, lines);
  if (json) {
    const content = { roles: [...roles], leftOut: [...leftOut] };
    return printJson("setup switch-roles", { ...content, ...(path !== undefined && { path }) });
  }
  for (const { profile, reason } of leftOut) say(`actas: note: without profile "${profile}": ${reason}`);
  if (path === undefined) printLines(lines);
  else printText([`wrote ${roles.length} roles to ${path}`]);
}

function writeNew(path: string, lines: readonly string[]): void {
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) {
    throw new ActasError("usage", `cannot write ${path}: there is no such directory`);
  }
  if (write(path, `${lines.join("\n")}\n`) === "written") return;
  throw new ActasError("usage", `cannot write ${path}: there is a file already`, { hints: ["name another file"] });
}

function write(path: string, text: string): "written" | "exists" {
  try {
    return writeNewLastingFile(path, text);
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}

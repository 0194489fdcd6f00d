import { shellArgument } from "../../../base/shell-word.ts";
import { printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { knownBefore } from "../known-before.ts";
import { type Turned, turnBack, turnIntoProcess } from "./turn-into-process.ts";

/** What commander makes of the options of `actas setup process`. */
export interface ProcessFlags {
  readonly fullPath?: true;
  readonly undo?: true;
  readonly json?: true;
}

/** `actas setup process PROFILE`: changes the AWS files, and tells what follows. */
export async function turnProfile(name: string, { fullPath, json, undo }: ProcessFlags): Promise<void> {
  const before = await knownBefore();
  const turned = undo
    ? await turnBack(name, before)
    : await turnIntoProcess(name, fullPath ? "full" : "as-found", before);
  if (json) return printJson("setup process", turned);
  tell(turned);
}

function tell({ command, paths, profile, sourceOf }: Turned): void {
  for (const path of paths) printText([`changed ${path}`]);
  printText([
    command === undefined
      ? `SDKs assume the role of profile "${profile}" by themselves again`
      : `SDKs get profile "${profile}" by \`${command}\`; \`actas setup process --undo ${shellArgument(profile)}\` takes it back`,
  ]);
  if (sourceOf.length === 0) return;
  const how = command === undefined ? "without actas" : "with actas";
  say(`actas: note: profiles that assume their role from it start ${how} too: ${sourceOf.join(", ")}`);
}

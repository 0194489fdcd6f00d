import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";

type UseFlags = Pick<CredentialFlags, "pick" | "profile" | "server"> & { readonly json?: true };

/** `actas use [TARGET]` */
export const useActions: Actions = { "": use };

async function use(target: string | undefined, flags: UseFlags): Promise<void> {
  if (target === "auto" && !flags.server) throw itself();
  const { requireWritableProject, writeProjectFile } = await import("../target/write-project-file.ts");
  await requireWritableProject();
  const { chosenTarget } = await import("../target/chosen-target.ts");
  const pick = flags.pick ?? (target === undefined && !flags.profile);
  const all = {
    agent: true,
    cache: true,
    login: true,
    gui: true,
    ...flags,
    ...(pick && { pick: true as const }),
  } as const;
  const { targetRequest } = await chosenTarget(target, all);
  const { settingsOfTarget } = await import("../target/settings-of-target.ts");
  const { describeChange } = await import("../../project-files/describe-change.ts");
  const { before = {}, path, settings } = await writeProjectFile(await settingsOfTarget(targetRequest));
  if (flags.json) return printJson("use", { path, settings });
  for (const line of describeChange(before, settings)) say(`actas: ${line}`);
  printText([`wrote ${path}, and trusted it; \`actas exec auto -- COMMAND\` acts as it says`]);
}

function itself(): ActasError {
  return new ActasError("usage", 'cannot use "auto": it is what the project file is to say', {
    hints: ["name a profile or a role, or choose one with `--pick`"],
  });
}

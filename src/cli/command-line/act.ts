import { ACTION_TABLE } from "./action-table.ts";
import type { Given } from "./typed/typed-options.ts";

/** Loads what a command does, and does it. */
export async function act(name: string, action: string, given: Given): Promise<void> {
  // `as -c staging` has a better answer than that there is no such file.
  await nameFiles(given, action === "use" ? "unchecked" : "checked");
  const actions = await ACTION_TABLE[name]!();
  await actions[action]!(...given);
}

/** The files of `--config`: the command, and whatever runs in it, reads them as if the variable had named them. */
async function nameFiles(given: Given, how: "checked" | "unchecked"): Promise<void> {
  const { config } = given.at(-1) as { readonly config?: readonly string[] | string };
  // That of `actas server` is one file of another kind.
  if (!Array.isArray(config)) return;
  if (how === "checked") (await import("./require-maws-files.ts")).requireMawsFiles(config);
  process.env.ACTAS_MAWS_CONFIG = config.join(":");
}

import { shellArgument } from "../../../base/shell-word.ts";
import { settingsHere } from "../../environment/settings-here.ts";
import type { Check } from "../check.ts";

/** Whether the files with settings can be used. Where there are only the user's own there is nothing to say. */
export const settings: Check = {
  name: "settings",
  run: async () => {
    const { ignored, layers, problem } = await settingsHere();
    const others = layers.filter(({ origin }) => origin !== "user");
    return [
      ...(problem ? [{ severity: "error" as const, words: problem.message, mend: problem.hints }] : []),
      ...ignored.map(({ path, problem: words }) => ({
        severity: "warning" as const,
        words,
        mend: [`ls -ld ${shellArgument(path)}`],
      })),
      ...others.map(({ path }) => ({ severity: "fine" as const, words: `the settings of ${path} count here` })),
    ];
  },
};

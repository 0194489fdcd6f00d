import { settingsProblem } from "../../environment/settings-problem.ts";
import type { Check } from "../check.ts";

/** Whether the user's own settings can be used. Without a file there is nothing to say. */
export const settings: Check = {
  name: "settings",
  run: async () => {
    const problem = await settingsProblem();
    return problem ? [{ severity: "error", words: problem.message, mend: problem.hints }] : [];
  },
};

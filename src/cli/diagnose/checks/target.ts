import { ActasError } from "../../../base/errors.ts";
import type { Check, CheckFinding } from "../check.ts";

/** Whether the target means something that can be used. */
export const target: Check = {
  name: "target",
  run: async ({ target: named }) => {
    if (!named) return [];
    const { found, name } = named;
    if (found instanceof ActasError) return [{ severity: "error", words: found.message, mend: found.hints }];
    const notices: CheckFinding[] = found.target.notices.map((words) => ({ severity: "warning", words }));
    return [...notices, { severity: "fine", words: `${name} can be used, as far as the files tell` }];
  },
};

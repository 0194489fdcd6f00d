import { ActasError } from "../../../base/errors.ts";
import { problemsOf } from "../../../source-files/source-definitions.ts";
import type { Check, CheckFinding } from "../check.ts";

/** Whether the files that describe where to sign in can be used. */
export const sources: Check = {
  name: "sources",
  run: async ({ definitions }) => {
    if (definitions instanceof ActasError) {
      return [{ severity: "error", words: definitions.message, mend: definitions.hints }];
    }
    const ignored: CheckFinding[] = problemsOf(definitions).map((words) => ({ severity: "warning", words }));
    const { length } = definitions.sources;
    if (ignored.length > 0 || length === 0) return ignored;
    return [{ severity: "fine", words: length === 1 ? "one source to sign in to" : `${length} sources to sign in to` }];
  },
};

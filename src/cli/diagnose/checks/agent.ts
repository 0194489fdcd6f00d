import { DoesNotAnswer } from "../../../agent-api/does-not-answer.ts";
import { isNewer, VERSION } from "../../../base/version.ts";
import { ownPaths } from "../../../files/own-paths.ts";
import { whyNotWritable } from "../../../files/private-directory.ts";
import { askRunning } from "../../ask.ts";
import type { Check, CheckFinding } from "../check.ts";

/** Whether the agent runs and answers, or could be started. */
export const agent: Check = {
  name: "agent",
  run: async () => {
    const { ignored, runtime } = ownPaths();
    const noted: CheckFinding[] = ignored
      ? [{ severity: "warning", words: `XDG_RUNTIME_DIR is not used: ${ignored}` }]
      : [];
    return [...noted, ...(await state(runtime))];
  },
};

async function state(runtime: string): Promise<readonly CheckFinding[]> {
  try {
    const report = await askRunning({ request: "status" });
    if (!report) return [notRunning(runtime)];
    const { pid, version, warnings } = report.agent;
    const warned: CheckFinding[] = warnings.map((words) => ({ severity: "warning", words }));
    if (isNewer(version, VERSION)) return [...warned, older(version)];
    return [...warned, { severity: "fine", words: `the agent answers, pid ${pid}, version ${version}` }];
  } catch (error) {
    if (!(error instanceof DoesNotAnswer)) throw error;
    const who = error.holder ? `, pid ${error.holder.pid},` : "";
    return [{ severity: "error", words: `the agent${who} does not answer`, mend: ["actas agent restart"] }];
  }
}

function notRunning(runtime: string): CheckFinding {
  const problem = whyNotWritable(runtime);
  if (!problem) return { severity: "fine", words: "no agent runs; the commands that need it start it" };
  const words = `the agent cannot be started: ${problem}`;
  return { severity: "error", words, mend: ["set XDG_RUNTIME_DIR to a directory of your own, or use `--no-agent`"] };
}

function older(version: string): CheckFinding {
  const words = `this command is version ${VERSION}, and the agent is ${version}, which is newer`;
  return { severity: "warning", words, mend: ["install the newer version of the command"] };
}

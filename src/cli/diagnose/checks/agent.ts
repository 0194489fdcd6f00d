import { lstatSync } from "node:fs";
import { DoesNotAnswer } from "../../../agent-api/does-not-answer.ts";
import { endAgent } from "../../../agent-api/end-agent.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { isNewer, VERSION } from "../../../base/version.ts";
import { ownPaths } from "../../../files/own-paths.ts";
import { whyNotWritable } from "../../../files/private-directory.ts";
import { takeAccess } from "../../../files/take-access.ts";
import { ownUid } from "../../../system/own-uid.ts";
import { askRunning } from "../../asking/ask.ts";
import type { Check, CheckFinding } from "../check.ts";

const STICKY = 0o1000;
const OTHERS = 0o077;

/** Whether the agent runs and answers, or could be started. */
export const agent: Check = {
  name: "agent",
  run: async () => {
    const { ignored, runtime } = ownPaths();
    return [...(ignored ? [runtimeNotUsed(ignored)] : []), ...(await state(runtime))];
  },
};

/** Closing it is safe where it is this user's own: nobody else should look into it. */
function runtimeNotUsed(reason: string): CheckFinding {
  const { XDG_RUNTIME_DIR: path = "" } = process.env;
  const words = `XDG_RUNTIME_DIR is not used: ${reason}`;
  if (!reason.endsWith("is open to other users") || !isOwnDirectory(path))
    return { severity: "warning", words, mend: [`ls -ld ${shellArgument(path)}`] };
  return {
    severity: "warning",
    words,
    mend: [`chmod go= ${shellArgument(path)}`],
    fix: { words: `close ${path} to other users`, apply: () => takeAccess(path, OTHERS) },
  };
}

/** And in no way the system's, such as `/tmp`. */
function isOwnDirectory(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === ownUid() && (status.mode & STICKY) === 0;
}

async function state(runtime: string): Promise<readonly CheckFinding[]> {
  try {
    const report = await askRunning({ request: "status" });
    if (!report) return [notRunning(runtime)];
    const { pid, version, warnings } = report.agent;
    const warned = warnings.map(warning);
    if (isNewer(version, VERSION)) return [...warned, older(version)];
    return [...warned, { severity: "fine", words: `the agent answers, pid ${pid}, version ${version}` }];
  } catch (error) {
    if (!(error instanceof DoesNotAnswer)) throw error;
    const who = error.holder ? `, pid ${error.holder.pid},` : "";
    const { holder } = error;
    return [
      {
        severity: "error",
        words: `the agent${who} does not answer`,
        mend: ["actas agent restart"],
        ...(holder && { fix: { words: "end it, and its sign-ins with it", apply: () => endAgent(holder) } }),
      },
    ];
  }
}

/** An agent that could not keep what it holds tries again when it is restarted. Nothing is lost by that. */
function warning(words: string): CheckFinding {
  if (!words.includes("`actas agent restart`")) return { severity: "warning", words };
  const restart = async (): Promise<void> => void (await askRunning({ request: "restart" }));
  const fix = { words: "restart the agent, which goes on with what it holds", apply: restart };
  return { severity: "warning", words, mend: ["actas agent restart"], fix };
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

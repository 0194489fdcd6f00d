import { DoesNotAnswer } from "../../agent-api/does-not-answer.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { askRunning, askStarted } from "../asking/ask.ts";
import type { Actions } from "../command-line/action.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { noteIgnoredRuntimeDirectory } from "../terminal/note-ignored-runtime-directory.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";

/** `actas agent start|stop|restart|status|run` */
export const agentActions: Actions = { start, stop, restart, status, run };

/** `actas agent stop` by the name of another tool. */
export const killAgentActions: Actions = { "": stop };

/** Starts it even where ACTAS_NO_AUTO_AGENT stops other commands from that. */
async function start({ json }: JsonFlag): Promise<void> {
  const { agent } = await askStarted({ request: "status" });
  const { pid, version } = agent;
  if (json) return printJson("agent start", { pid, version });
  printRunning(pid);
}

interface JsonFlag {
  readonly json?: true;
}

async function stop({ json, yes }: JsonFlag & { readonly yes?: true }): Promise<void> {
  if (!yes) await (await import("../terminal/warn-of-programs.ts")).warnOfPrograms();
  const stopped = await stopNow();
  if (json) return printJson("agent stop", { stopped });
  const lines = stopped.map(
    ({ answered, pid }) => `stopped the agent, pid ${pid}${answered ? "" : ", which did not answer"}`,
  );
  printText(lines.length > 0 ? lines : ["no agent is running"]);
}

/** The agents that it ended. */
async function stopNow(): Promise<Output<"agent stop">["stopped"]> {
  const stopped = await unlessStuck(() => askRunning({ request: "stop" }));
  if (!stopped) return [];
  if (!(stopped instanceof Ended)) return [{ pid: stopped.pid, answered: true }];
  const ended = { pid: stopped.pid, answered: false };
  // Another command may have started a new agent already, which has taken up the grants.
  const { endGrants } = await import("../../agent-api/end-agent.ts");
  return endGrants(ownPaths()) ? [ended] : [ended, ...(await stopNow())];
}

async function restart({ json }: JsonFlag): Promise<void> {
  const restarted = await unlessStuck(() => askRunning({ request: "restart" }));
  if (restarted instanceof Ended) {
    say(`actas: note: the agent, pid ${restarted.pid}, did not answer: sign-ins ended with it`);
  }
  const replaced = restarted instanceof Ended ? { pid: restarted.pid } : restarted?.replaced;
  const { agent, credentials, signIns } = await askStarted({ request: "status" });
  const { pid, version } = agent;
  const signInsKept = signIns.length + credentials.filter(({ kind }) => kind === "sign-in").length;
  if (json) return printJson("agent restart", { pid, version, ...(replaced && { replaced }), signInsKept });
  if (!replaced || !("version" in replaced)) return printRunning(pid);
  const kept = signInsKept === 1 ? "1 sign-in" : `${signInsKept} sign-ins`;
  printText([`replaced agent ${replaced.pid} (${replaced.version}) by ${pid} (${version}); ${kept} kept`]);
}

function printRunning(pid: number): void {
  printText([`the agent is running, pid ${pid}`]);
}

async function status({ json }: JsonFlag): Promise<void> {
  const { ignored, socket, state } = ownPaths();
  if (ignored) noteIgnoredRuntimeDirectory(ignored);
  const [found, log] = [await agentState(), `${state}/log/agent.log`];
  if (json) return printJson("agent status", { ...found, socket, log });
  printText([`agent   ${inWords(found)}`, `socket  ${socket}`, `log     ${log}`]);
}

type AgentState = Pick<Output<"agent status">, "state" | "pid" | "version">;

async function agentState(): Promise<AgentState> {
  try {
    const report = await askRunning({ request: "status" });
    return report
      ? { state: "running", pid: report.agent.pid, version: report.agent.version }
      : { state: "not-running" };
  } catch (error) {
    if (!(error instanceof DoesNotAnswer)) throw error;
    return { state: "does-not-answer", ...(error.holder && { pid: error.holder.pid }) };
  }
}

function inWords({ pid, state, version }: AgentState): string {
  if (state === "not-running") return "not running";
  if (state === "running") return `running, pid ${pid}, version ${version}`;
  return `does not answer${pid === undefined ? "" : `, pid ${pid}`}; \`actas agent restart\` replaces it`;
}

/** Reports an agent that did not answer and had to be ended. */
class Ended {
  readonly pid: number;

  constructor(pid: number) {
    this.pid = pid;
  }
}

/** The agent's answer. An agent that does not answer is ended. */
async function unlessStuck<T>(asking: () => Promise<T>): Promise<T | Ended> {
  try {
    return await asking();
  } catch (error) {
    if (!(error instanceof DoesNotAnswer && error.holder)) throw error;
    await (await import("../../agent-api/end-agent.ts")).endAgent(error.holder);
    return new Ended(error.holder.pid);
  }
}

/** In the foreground, for service managers. */
async function run({ successor, started }: { readonly successor?: true; readonly started?: true }): Promise<void> {
  const { becomeAgent } = await import("../command-line/become-agent.ts");
  return becomeAgent(successor ? "successor" : started ? "started" : "first");
}

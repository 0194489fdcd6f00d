import { Command, Option } from "commander";
import { startAgent } from "../../agent-api/start-agent.ts";
import { ownPaths } from "../../system/own-paths.ts";
import { printLine, printLines } from "../../system/print.ts";
import { ask, askRunning } from "../ask.ts";
import { examples } from "../examples.ts";
import { tellIgnored } from "../tell-ignored.ts";

const EXAMPLES = `
Every command that needs the agent starts it; these are for looking after it.

Examples:
  actas agent restart      after an upgrade; sign-ins and programs go on
  actas agent stop         forget everything
`;

/** `actas agent start|stop|restart|status|run` */
export function agentCommand(): Command {
  return new Command("agent")
    .description("look after the background process that holds sign-ins and credentials")
    .addCommand(action("start", "start the agent if none is running", start))
    .addCommand(stopCommand("stop"))
    .addCommand(action("restart", "replace the agent by this version; sign-ins, credentials and grants stay", restart))
    .addCommand(action("status", "say whether the agent runs, and where its files are", status))
    .addCommand(runCommand())
    .addHelpText("after", EXAMPLES);
}

/** `actas agent stop`, by whatever name it is called. */
export function stopCommand(name: string): Command {
  return action(name, "stop the agent: sign-ins, credentials and grants end", stop);
}

function action(name: string, description: string, act: () => Promise<void>): Command {
  return new Command(name)
    .description(description)
    .addHelpText("after", examples(`actas agent ${name}`))
    .action(act);
}

/** Also where ACTAS_NO_AUTO_AGENT keeps other commands from it. */
async function start(): Promise<void> {
  await startAgent(ownPaths(), "absent", "allowed");
  const { agent } = await ask({ request: "status" });
  printLine(`the agent is running, pid ${agent.pid}`);
}

async function stop(): Promise<void> {
  const stopped = await askRunning({ request: "stop" });
  printLine(stopped ? `stopped the agent, pid ${stopped.pid}` : "no agent is running");
}

async function restart(): Promise<void> {
  const restarted = await askRunning({ request: "restart" });
  if (!restarted) return start();
  await startAgent(ownPaths(), "restarting", "not-allowed");
  printLine(`the agent is running, pid ${restarted.pid}`);
}

async function status(): Promise<void> {
  const { ignored, socket, state } = ownPaths();
  if (ignored) tellIgnored(ignored);
  const report = await askRunning({ request: "status" });
  const now = report ? `running, pid ${report.agent.pid}, version ${report.agent.version}` : "not running";
  printLines([`agent   ${now}`, `socket  ${socket}`, `log     ${state}/log/agent.log`]);
}

/** `agent run` in the foreground, for service managers; commands that start it want its errors as JSON. */
function runCommand(): Command {
  return new Command("run")
    .description("be the agent, in the foreground")
    .addHelpText("after", examples("actas agent run      for a service manager, or to see why it does not start"))
    .addOption(new Option("--successor").hideHelp())
    .addOption(new Option("--errors-as-json").hideHelp())
    .action(async ({ successor, errorsAsJson }: { successor?: true; errorsAsJson?: true }) => {
      const { becomeAgent } = await import("../become-agent.ts");
      return becomeAgent(successor ? "successor" : "first", errorsAsJson ? "as-json" : "thrown");
    });
}

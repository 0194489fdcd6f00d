import { ActasError } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import type { ContainerFlags } from "../serve/serve-container.ts";
import type { ServeFlags } from "../serve/serve-flags.ts";
import type { ImdsFlags } from "../serve/serve-imds.ts";
import { printText } from "../terminal/print-text.ts";

/** `actas serve container|imds [TARGET]`, `actas serve stop|status` */
export const serveActions: Actions = {
  container,
  imds,
  stop,
  status,
};

async function container(target: string | undefined, flags: ContainerFlags): Promise<void> {
  const { serveContainer } = await import("../serve/serve-container.ts");
  return serveContainer(target, flags.fromStdin ? await handedOver<ContainerFlags>() : flags);
}

async function imds(target: string | undefined, flags: ImdsFlags): Promise<void> {
  const { serveImds } = await import("../serve/serve-imds.ts");
  return serveImds(target, flags.fromStdin ? await handedOver<ImdsFlags>() : flags);
}

/** Of a process in the background: another command has read the options, and chosen the target. */
async function handedOver<Flags extends ServeFlags>(): Promise<Flags> {
  return (await Bun.stdin.json()) as Flags;
}

interface JsonFlag {
  readonly json?: true;
}

async function stop(port: string | undefined, { json }: JsonFlag): Promise<void> {
  const { stopServing } = await import("../serve/stop-serving.ts");
  const stopped = await stopServing(port === undefined ? undefined : portNamed(port));
  if (json) return printJson("serve stop", { stopped: stopped.map((one) => ({ port: one.port, pid: one.pid })) });
  const lines = stopped.map((one) => `stopped serving ${one.target ?? one.kind} at port ${one.port}, pid ${one.pid}`);
  printText(lines.length > 0 ? lines : ["nothing is served"]);
}

function portNamed(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new ActasError("usage", `cannot stop "${text}": a port is a number`, {
    hints: ["`actas serve status` shows what is served, and where"],
  });
}

async function status({ json }: JsonFlag): Promise<void> {
  const { runningServes } = await import("../../serve/running-serves.ts");
  const running = runningServes(ownPaths().runtime);
  if (json) return printJson("serve status", { serving: running.map(({ startTime: _, ...one }) => one) });
  const { serveLines } = await import("../serve/serve-lines.ts");
  printText(running.length > 0 ? running.flatMap((one) => serveLines(one)) : ["nothing is served"]);
}

import { readFileSync } from "node:fs";
import type { StatusReport } from "../../src/agent-api/status-report.ts";
import { startTimeOf } from "../../src/system/processes/process-stat.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** What `actas status` reports; fails if no agent runs. */
export async function statusOf(world: World): Promise<StatusReport> {
  const report = await runningAgent(world);
  if (!report) throw new Error("cannot ask the agent: none is running");
  return report;
}

/** The same, but undefined if no agent runs. */
export async function runningAgent(world: World): Promise<StatusReport | undefined> {
  const { stdout, stderr, status } = await world.run(["status", "--json"]);
  if (status !== 0) throw new Error(stderr);
  const report = JSON.parse(stdout) as StatusReport;
  return report.agent ? report : undefined;
}

/** Ends the agent as a crash would; returns when it is gone. */
export async function killAgent(world: World): Promise<void> {
  const { agent } = await statusOf(world);
  process.kill(agent.pid, "SIGKILL");
  await until("the agent is gone", () => hasEnded(agent.pid));
}

export function hasEnded(pid: number): boolean {
  return startTimeOf(pid) === undefined;
}

/** How many commands are connected to the agent now; the kernel lists the connections beside the listener. */
export function connectionsTo(world: World): number {
  const path = `${world.home}/run/actas/agent.sock`;
  const lines = readFileSync("/proc/net/unix", "latin1").split("\n");
  return lines.filter((line) => line.endsWith(path)).length - 1;
}

/** The number of calls to AWS, by action and, for roles, by role: `{"AssumeRole Dev1": 1, …}`. */
export async function callCounts(world: World): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { action, roleArn, outcome } of await world.calls()) {
    const words = [action, roleArn?.split("/").at(-1), outcome === "ok" ? undefined : outcome];
    const name = words.filter(Boolean).join(" ");
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

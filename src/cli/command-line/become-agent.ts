import { type AgentRole, runAgent } from "../../agent/run-agent.ts";

/** Becomes the agent, in the foreground, until it ends. */
export async function becomeAgent(role: AgentRole): Promise<never> {
  await runAgent(role);
  return new Promise<never>(() => {});
}

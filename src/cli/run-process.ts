import { fromCredentialsMessage } from "../agent-api/credentials-message.ts";
import { processOutput } from "../delivery/process-output.ts";
import { print } from "../system/print.ts";
import { type AgentUse, ask } from "./ask.ts";
import { requestEnvironment } from "./environment/request-environment.ts";
import type { Narrowed } from "./target/narrowed.ts";

export interface ProcessOptions {
  readonly narrowed: Narrowed;
  readonly agent: AgentUse;
}

/** Prints credentials as a `credential_process` does: one JSON object, and nothing else on standard output. */
export async function runProcess({ narrowed, agent }: ProcessOptions): Promise<void> {
  const request = { ...narrowed, environment: requestEnvironment() };
  const { credentials } = await ask({ request: "credentials", for: request, delivery: "process" }, agent);
  print(processOutput(fromCredentialsMessage(credentials)));
}

import { fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import { processOutput } from "../../delivery/process-output.ts";
import { print } from "../../system/print.ts";
import type { AgentUse } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import type { TargetRequest } from "../target/target-request.ts";

export interface ProcessOptions {
  readonly targetRequest: TargetRequest;
  readonly agent: AgentUse;
}

/** The Go SDK kills a `credential_process` after a minute, and there is a call to AWS after the code. */
const PATIENCE_SECONDS = 55;

/** Prints credentials like a `credential_process`: one JSON object, and nothing else on standard output. */
export async function runProcess({ targetRequest, agent }: ProcessOptions): Promise<void> {
  const request = { mfaTimeoutSeconds: PATIENCE_SECONDS, ...targetRequest, environment: requestEnvironment() };
  const { credentials } = await askForTarget({ request: "credentials", for: request, delivery: "process" }, agent);
  print(processOutput(fromCredentialsMessage(credentials)));
}

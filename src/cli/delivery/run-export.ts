import { shellExport, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { sayTarget } from "../acting/described-target.ts";
import type { AgentUse } from "../asking/ask.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import type { TargetRequest } from "../target/target-request.ts";

export interface ExportOptions {
  readonly targetRequest: TargetRequest;
  readonly agent: AgentUse;
}

/** Prints the variables of a target for the shell that evaluates them, as `exportVariables()` does without options. */
export async function runExport({ targetRequest, agent }: ExportOptions): Promise<void> {
  const request = { ...targetRequest, environment: requestEnvironment() };
  const given = await askForTarget({ request: "environment", for: request }, agent);
  const { environment } = given;
  refuseControls(environment);
  const shell = shellOf(parentProgram(), process.env.SHELL);
  print(shellExport(environmentChanges(environment), shell).trimEnd());
  sayTarget("variables are set for", given);
}

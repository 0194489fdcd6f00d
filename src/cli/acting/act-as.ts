import type { ActsAs } from "../../agent-api/messages.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { isVariableName } from "../../base/shell-word.ts";
import { dialectOf } from "../../shells/dialects.ts";
import { print } from "../../system/print.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { describedTarget } from "./described-target.ts";
import { dueOfKeys } from "./due-of-keys.ts";
import { colourOf } from "./shell-settings.ts";
import { type ActingAs, type AskingShell, asRemembered, shellStateText, stateAfter } from "./shell-state.ts";
/** Prints, and returns how the target is called for people. `kept` is remembered in place of what was asked. */
export async function actAs({ mode, request }: ActingAs, asking: AskingShell, kept?: ActingAs): Promise<string> {
  const given = await (mode === "env" ? keys(request) : grant(request, asking.pid));
  refuseControls(given.environment);
  const variables = Object.fromEntries(
    Object.entries(environmentChanges(given.environment)).filter(([name]) => isVariableName(name)),
  );
  const dialect = await dialectOf(asking.shell);
  const colour = await colourOf([variables.ACTAS_TARGET, given.actsAs.account, given.actsAs.role]);
  const due = dueOfKeys(variables.ACTAS_EXPIRATION);
  const text = dialect.acting({
    variables,
    exported: new Set(Object.keys(process.env)),
    kept: {
      state: shellStateText(stateAfter(asking.state, kept ?? asRemembered(request, mode))),
      ...(due && { due }),
      ...(given.agent !== undefined && { agent: given.agent }),
      ...(colour !== undefined && { colour }),
    },
  });
  print(text.trimEnd());
  return describedTarget(variables.ACTAS_TARGET, given.actsAs);
}

interface Given {
  readonly environment: EnvironmentChanges;
  readonly actsAs: ActsAs;
  /** The pid of the agent that renews. */
  readonly agent?: number;
}

function keys(request: ActingAs["request"]): Promise<Given> {
  return askForTarget({ request: "environment", for: { ...request, environment: requestEnvironment() } }, "used");
}

function grant(request: ActingAs["request"], shell: number): Promise<Given> {
  return askForTarget(
    { request: "shell-grant", for: { ...request, environment: requestEnvironment() }, shell },
    "used",
  );
}

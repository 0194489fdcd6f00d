import type { StatusReport } from "../../agent-api/messages.ts";
import { jsonText } from "../../base/printable.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { whyNotWritable } from "../../files/private-directory.ts";
import { print, printLines } from "../../system/print.ts";
import { askRunning } from "../ask.ts";
import type { Actions } from "../command-line/action.ts";
import { credentialTable } from "../text/credential-table.ts";
import { table } from "../text/table.ts";
import { untilText } from "../text/until-text.ts";

/** `actas status` */
export const statusActions: Actions = {
  "": async ({ json }: { readonly json?: true }) => {
    const report = await askRunning({ request: "status", ...(!json && { credentialsAtMost: ROWS }) });
    if (json) return print(jsonText(report ?? NOT_RUNNING, "indented"));
    printLines(report ? describe(report) : [`agent    not running${whoStartsIt()}`]);
  },
};

function whoStartsIt(): string {
  const problem = whyNotWritable(ownPaths().runtime);
  return problem ? `, and cannot be started: ${problem}` : "; the commands that need it start it";
}

/** More rows would push the rest of the report off the screen. */
const ROWS = 20;

const NOT_RUNNING = { agent: null, signIns: [], credentials: [], grants: [] };

function describe({ agent, credentials, furtherCredentials, grants, signIns }: StatusReport): readonly string[] {
  return [
    `agent    pid ${agent.pid}, version ${agent.version}, since ${untilText(agent.startedAt)}`,
    ...agent.warnings.map((warning) => `warning  ${warning}`),
    "",
    ...(signIns.length > 0 ? [...signInTable(signIns), ""] : []),
    ...(credentials.length > 0 ? credentialTable(credentials) : ["no credentials held"]),
    ...(furtherCredentials ? [`… and ${furtherCredentials} more: \`actas cache list\``] : []),
    "",
    ...(grants.length > 0 ? grantTable(grants) : ["no program is using credentials"]),
  ];
}

function signInTable(signIns: StatusReport["signIns"]): readonly string[] {
  const rows = signIns.map(({ source, url, expiration, renewable }) => [
    source,
    url,
    renewable ? "renewed by itself" : expiration ? untilText(expiration) : "",
  ]);
  return table([["SIGNED IN TO", "AT", "UNTIL"], ...rows]);
}

function grantTable(grants: StatusReport["grants"]): readonly string[] {
  const rows = grants.map(({ pid, program, target, startedAt }) => [
    program,
    String(pid),
    target,
    untilText(startedAt),
  ]);
  return table([["PROGRAM", "PID", "ACTS AS", "STARTED"], ...rows]);
}

import type { StatusReport } from "../../agent-api/messages.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { whyNotWritable } from "../../files/private-directory.ts";
import { printLines } from "../../system/print.ts";
import { askRunning } from "../ask.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { terminalColumns } from "../terminal/terminal-columns.ts";
import { credentialTable } from "../text/credential-table.ts";
import { lastingText } from "../text/lasting-text.ts";
import { table } from "../text/table.ts";
import { untilText } from "../text/until-text.ts";

/** `actas status` */
export const statusActions: Actions = {
  "": async ({ json }: { readonly json?: true }) => {
    const report = await askRunning({ request: "status", ...(!json && { credentialsAtMost: ROWS }) });
    if (json) return printJson("status", report ?? NOT_RUNNING);
    const lines = report ? describe(report, await terminalColumns()) : [`agent    not running${whoStartsIt()}`];
    printLines([...sandboxLines(), ...lines]);
  },
};

function whoStartsIt(): string {
  const problem = whyNotWritable(ownPaths().runtime);
  return problem ? `, and cannot be started: ${problem}` : "; the commands that need it start it";
}

/** More rows would push the rest of the report off the screen. */
const ROWS = 20;

const NOT_RUNNING = { agent: null, signIns: [], credentials: [], grants: [] };

function describe(report: StatusReport, columns: number): readonly string[] {
  const { agent, credentials, furtherCredentials, grants, signIns } = report;
  return [
    `agent    pid ${agent.pid}, version ${agent.version}`,
    `since    ${untilText(agent.startedAt)}`,
    ...agent.warnings.map((warning) => `warning  ${warning}`),
    "",
    ...(signIns.length > 0 ? [...signInTable(signIns, columns), ""] : []),
    ...(credentials.length > 0 ? credentialTable(credentials, columns) : ["no credentials held"]),
    ...(furtherCredentials ? [`… and ${furtherCredentials} more: \`actas cache list\``] : []),
    "",
    ...(grants.length > 0 ? grantTable(grants, columns) : ["no program is using credentials"]),
  ];
}

/** A sandbox is to be known from one's own AWS at the first glance. */
function sandboxLines(): readonly string[] {
  const { ACTAS_SANDBOX: url } = process.env;
  return url ? [`sandbox  ${url}`] : [];
}

function signInTable(signIns: StatusReport["signIns"], columns: number): readonly string[] {
  const rows = signIns.map((signIn) => [signIn.source, lastingText(signIn), signIn.url]);
  return table([["SIGNED IN TO", "UNTIL", "URL"], ...rows], columns);
}

function grantTable(grants: StatusReport["grants"], columns: number): readonly string[] {
  const rows = grants.map(({ pid, program, target, startedAt }) => [
    program,
    target,
    untilText(startedAt),
    String(pid),
  ]);
  return table([["PROGRAM", "ACTS AS", "STARTED", "PID"], ...rows], columns);
}

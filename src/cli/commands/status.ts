import type { StatusReport } from "../../agent-api/status-report.ts";
import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { type KeptReport, keptReport } from "../../persistence/kept-report.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { actingNow } from "../acting/acting-now.ts";
import { actsHere, actsHereText } from "../acting/acts-here.ts";
import { askRunning } from "../asking/ask.ts";
import type { Actions } from "../command-line/action.ts";
import { type SettingsHere, settingsHere } from "../environment/settings-here.ts";
import { printJson } from "../json/print-json.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";
import { printText } from "../terminal/print-text.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { credentialTable } from "../text/credential-table.ts";
import { lastingText } from "../text/lasting-text.ts";
import { table } from "../text/table.ts";
import { untilText } from "../text/until-text.ts";

interface StatusFlags extends Pick<CredentialFlags, "profile" | "server"> {
  readonly here?: true;
  readonly json?: true;
}

/** `actas status [TARGET]` */
export const statusActions: Actions = {
  "": async (target: string | undefined, flags: StatusFlags) => {
    const { here, json, profile, server } = flags;
    if (here) return aboutHere(target, flags);
    if ([target, profile, server].some((named) => named !== undefined)) return aboutTarget(target, flags);
    const report = await askRunning({ request: "status", ...(!json && { credentialsAtMost: ROWS }) });
    const kept = await keptReport(ownPaths());
    const settings = await settingsHere();
    if (json) {
      const whole = { ...(report ?? NOT_RUNNING), ...(kept.length > 0 && { kept }) };
      const problems = settingsProblems(settings).join("; ");
      return printJson("status", { ...whole, ...(problems && { settingsProblem: problems }) });
    }
    const lines = report ? describe(report, terminalColumns()) : [`agent    not running${await whoStartsIt()}`];
    printText([...sandboxLines(), ...hereLines(), ...settingsLines(settings), ...kept.map(keptLine), ...lines]);
  },
};

/** Scripts look at the status: a shell that acts as nothing is no failure, and neither is one whose keys have ended. */
const HERE_STATUS = { acting: 0, nothing: 1, ended: 3 } as const;

async function aboutHere(target: string | undefined, { json, profile, server }: StatusFlags): Promise<void> {
  if ([target, profile, server].some((named) => named !== undefined)) throw hereAndTarget();
  const report = await askRunning({ request: "status" });
  const here = actsHere(process.env, report);
  if (json) printJson("status", { ...(report ?? NOT_RUNNING), here });
  else printText([...sandboxLines(), `here     ${actsHereText(here)}`]);
  if (here.state !== "acting") throw new SilentFailure(HERE_STATUS[here.state]);
}

function hereAndTarget(): ActasError {
  return new ActasError("usage", "cannot use `--here` with a target: it is about what this shell acts as", {
    hints: ["leave out one of them"],
  });
}

async function aboutTarget(target: string | undefined, { json, ...named }: StatusFlags): Promise<void> {
  const { targetLines, targetStatus } = await import("../acting/target-status.ts");
  const status = await targetStatus(target, named);
  if (json) return printJson("status", { ...(status.report ?? NOT_RUNNING), target: status.about });
  printText([...sandboxLines(), ...targetLines(status)]);
}

async function whoStartsIt(): Promise<string> {
  const { whyNotWritable } = await import("../../files/private-directory.ts");
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

/** How long this shell keeps what it has: nothing renews exported keys, and what ends them is no longer to be seen. */
function hereLines(): readonly string[] {
  const here = actsHere(process.env);
  if (here.state !== "nothing") return [`here     ${actsHereText(here)}`];
  const now = actingNow(process.env);
  return now?.kind === "keys" && now.expiration ? [`here     keys, which end ${untilText(now.expiration)}`] : [];
}

/** An agent that runs goes on with the settings it has begun with. */
function settingsLines(settings: SettingsHere): readonly string[] {
  const limiting = settings.layers.filter(({ written }) => written.allow);
  return [
    ...settingsProblems(settings),
    ...limiting.map(({ path }) => `${path} says what is allowed: \`actas config settings\``),
  ].map((words) => `settings ${words}`);
}

function settingsProblems({ ignored, problem }: SettingsHere): readonly string[] {
  return [...(problem ? [problem.message] : []), ...ignored.map((one) => one.problem)];
}

function keptLine({ in: keyring, path, signIns }: KeptReport): string {
  return `kept     ${counted(signIns, "sign-in")}, sealed with ${SEALED_WITH[keyring]}, in ${path}`;
}

const SEALED_WITH: { readonly [K in KeptReport["in"]]: string } = {
  keyring: "a key in the keyring",
  pass: "a key in pass",
  file: "a passphrase",
};

function signInTable(signIns: StatusReport["signIns"], columns: number): readonly string[] {
  const rows = signIns.map((signIn) => [signIn.source, lastingText(signIn), signIn.url]);
  return table([["SIGNED IN TO", "UNTIL", "URL"], ...rows], columns);
}

/** The column with the target, which can be typed again. */
const ACTS_AS = 1;

function grantTable(grants: StatusReport["grants"], columns: number): readonly string[] {
  const rows = grants.map(({ pid, program, target, startedAt }) => [
    program,
    target,
    untilText(startedAt),
    String(pid),
  ]);
  return table([["PROGRAM", "ACTS AS", "STARTED", "PID"], ...rows], columns, ACTS_AS);
}

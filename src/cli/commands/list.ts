import type { SourceMessage } from "../../agent-api/messages.ts";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { systemFolders } from "../../files/system-folders.ts";
import { isOfBundle } from "../../source-files/is-of-bundle.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { ask } from "../asking/ask.ts";
import type { Action, Actions } from "../command-line/action.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { printJson } from "../json/print-json.ts";
import { signInJson } from "../json/sign-in-json.ts";
import type { ListOptions, RolesToFind } from "../list/list-roles.ts";
import { agentUseFrom } from "../target/credential-flags.ts";
import type { MfaFlags } from "../target/mfa-flags.ts";
import type { RoleFilter } from "../target/role-filter.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { NO_SOURCES, sayEmpty } from "../terminal/say-empty.ts";
import { lastingText } from "../text/lasting-text.ts";
import { signInLine } from "../text/sign-in-line.ts";
import { table } from "../text/table.ts";

/** `actas list targets|roles|accounts|sources|sign-ins|mfa|profiles` */
export const listActions: Actions = {
  targets,
  roles,
  accounts,
  sources,
  "sign-ins": (flags: SignInFlags) => signIns(flags, "table"),
  mfa,
  profiles,
};

/** `actas list roles` and `actas list sign-ins` by the names of another tool. */
export const listRolesActions: Actions = { "": rolesAs("list-roles") };
export const listSessionsActions: Actions = { "": (flags: SignInFlags) => signIns(flags, "numbered") };

interface RoleFlags extends RoleFilter, OutputFlags {
  readonly source?: string;
  readonly server?: string;
  readonly refresh?: true;
  readonly agent: boolean;
}

/** Of a source, or of an IAM user. */
async function roles(
  named: string | undefined,
  flags: RoleFlags & MfaFlags & { readonly expand?: true },
): Promise<void> {
  const { source = "", ...wanted } = rolesFrom(named, flags);
  const { startsWithUser } = await import("../../requests/starts-with-user.ts");
  if (!source || !(await startsWithUser(source, requestEnvironment()))) {
    if (flags.expand) throw nothingToExpand(source);
    return rolesAs("roles")(named, flags);
  }
  const { listUserRoles } = await import("../list/list-user-roles.ts");
  const account = flags.expand ? "listed" : "as-named";
  await listUserRoles({ ...wanted, profile: source, account, code: flags, output: outputFrom(flags) });
}

async function mfa(
  profile: string | undefined,
  flags: OutputFlags & MfaFlags & { readonly agent: boolean },
): Promise<void> {
  const { listMfa } = await import("../list/list-mfa.ts");
  await listMfa({ ...(profile && { profile }), code: flags, agent: agentUseFrom(flags), output: outputFrom(flags) });
}

function nothingToExpand(source: string): ActasError {
  const reason = source ? `"${source}" is not a profile that starts with an IAM user's keys` : "no profile was named";
  return new ActasError("usage", `cannot use \`--expand\`: ${reason}`, {
    hints: ["`actas list profiles` shows the profiles there are"],
  });
}

function rolesAs(command: string): Action {
  return async (source: string | undefined, flags: RoleFlags) => {
    const { listRoles } = await import("../list/list-roles.ts");
    await listRoles({ ...rolesFrom(source, flags), output: outputFrom(flags), command });
  };
}

async function targets(source: string | undefined, flags: RoleFlags): Promise<void> {
  const { listTargets } = await import("../list/list-targets.ts");
  await listTargets({ ...rolesFrom(source, flags), output: outputFrom(flags) });
}

async function accounts(source: string | undefined, flags: RoleFlags): Promise<void> {
  const { listAccounts } = await import("../list/list-accounts.ts");
  await listAccounts({ ...rolesFrom(source, flags), output: outputFrom(flags) });
}

function rolesFrom(argument: string | undefined, flags: RoleFlags): RolesToFind {
  const source = argument ?? flags.source ?? flags.server;
  const { account, role, search } = flags;
  return {
    filter: { ...(account && { account }), ...(role && { role }), ...(search && { search }) },
    freshness: flags.refresh ? "refresh" : "cached",
    agent: agentUseFrom(flags),
    ...(source && { source }),
  };
}

interface SignInFlags extends OutputFlags {
  readonly utc?: true;
}

/** `numbered` lines are those of Mairu. */
async function signIns({ utc, ...flags }: SignInFlags, form: "table" | "numbered"): Promise<void> {
  const output = outputFrom(flags);
  const { sources, gone = [] } = await ask({ request: "sources", ...inThisEnvironment() });
  const signedIn = [...sources, ...gone].filter(
    (source): source is Required<SourceMessage> => source.signIn !== undefined,
  );
  if (output === "json") return printJson("list sign-ins", { signIns: signedIn.map(signInJson) });
  const zone = utc ? "utc" : "local";
  if (signedIn.length === 0) return sayEmpty("nobody is signed in; `actas login` signs in");
  const lines = signedIn.map((source) => signInLine(source, zone));
  if (output === "oneline") return printLines(lines);
  if (form === "numbered") return printLines(lines.map((line, index) => `${index + 1}. ${line}`));
  const rows = signedIn.map(({ id, signIn, url }) => [id, lastingText(signIn, zone), signIn.person ?? "", url]);
  printText(table([["SIGNED IN TO", "UNTIL", "AS", "URL"], ...rows], terminalColumns()));
}

interface OutputFlags {
  readonly json?: true;
  readonly output: ListOptions["output"];
}

function outputFrom({ json, output }: OutputFlags): OutputFlags["output"] {
  return json ? "json" : output;
}

async function sources({ agent, ...flags }: OutputFlags & { readonly agent: boolean }): Promise<void> {
  const output = outputFrom(flags);
  const request = { request: "sources", ...inThisEnvironment() } as const;
  const { sources, problems } = await ask(request, agentUseFrom({ agent }));
  for (const problem of problems) say(`actas: note: ${problem}`);
  if (output === "json") return printJson("list sources", { sources });
  if (sources.length === 0) return sayEmpty(NO_SOURCES);
  if (output === "oneline") return printLines(sources.map(({ id, kind, url }) => `${id} ${kind} ${url}`));
  const rows = sources.map(({ id, kind, url, signIn }) => [id, signIn ? "yes" : "no", kind, url]);
  const head = ["SOURCE", "SIGNED IN", "KIND", "URL"];
  // Where a source comes from matters where others give some.
  const whence = sources.some(({ origin }) => isOfOthers(origin, requestEnvironment()));
  const lines = [head, ...rows].map((row, at) => (whence ? [...row, sources[at - 1]?.origin ?? "FROM"] : row));
  printText(table(lines, terminalColumns()));
}

/** Whether an administrator or an organisation has described a source, and not the user. */
function isOfOthers(origin: string, environment: RequestEnvironment): boolean {
  // Files of other tools are beside the folder of actas.
  const places = systemFolders(environment).map((folder) => folder.slice(0, folder.lastIndexOf("/") + 1));
  return isOfBundle(origin) || places.some((place) => origin.startsWith(place));
}

async function profiles(flags: OutputFlags): Promise<void> {
  const { readProfileNames } = await import("../../profiles/read-profile-names.ts");
  const names = await readProfileNames(requestEnvironment());
  if (outputFrom(flags) === "json") return printJson("list profiles", { profiles: names });
  if (names.length === 0) return sayEmpty("no profiles; `actas setup` sets up where you sign in");
  printLines(names);
}

import { ActasError } from "../../base/errors.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { print } from "../../system/print.ts";
import { keepFromDumps } from "../../system/processes/keep-from-dumps.ts";
import type { Actions } from "../command-line/action.ts";
import type { FindingsFlags } from "../serve/team/server-findings.ts";
import type { RolesFlags } from "../serve/team/server-roles.ts";
import { say } from "../terminal/say.ts";
import { untilEnded } from "../terminal/until-ended.ts";

interface ConfigFlag {
  readonly config?: string;
}

/** `actas server run|check|migrate|audit|revoke|rules|roles|findings|keys` */
export const serverActions: Actions = {
  run,
  check: async (flags: ConfigFlag & { readonly json?: true }) => {
    const { checkServer } = await import("../serve/team/check-server.ts");
    return checkServer(flags);
  },
  migrate: async ({ config }: ConfigFlag) => {
    const [{ configurationHere }, { openDatabase }] = await Promise.all([
      import("../../server/configuration/configuration-here.ts"),
      import("../../server/store/open-database.ts"),
    ]);
    const surroundings = ownSurroundings();
    const { database } = configurationHere(config, surroundings.environment);
    await (await openDatabase(database, { log, surroundings })).close();
    say("actas: the tables of the database are those that this version needs");
  },
  audit: async (action: string, about: string | undefined, flags: ConfigFlag) => {
    const { serverAudit } = await import("../serve/team/server-audit.ts");
    return serverAudit(action, about, flags);
  },
  revoke: async (person: string, flags: ConfigFlag) => {
    const { serverRevoke } = await import("../serve/team/server-revoke.ts");
    return serverRevoke(person, flags);
  },
  rules: async (action: string, file: string | undefined, flags: ConfigFlag & { readonly json?: true }) => {
    const { serverRules } = await import("../serve/team/server-rules.ts");
    return serverRules(action, file, flags);
  },
  roles: async (action: string, role: string | undefined, flags: RolesFlags) => {
    const { serverRoles } = await import("../serve/team/server-roles.ts");
    return serverRoles(action, role, flags);
  },
  findings: async (
    action: string | undefined,
    role: string | undefined,
    code: string | undefined,
    flags: FindingsFlags,
  ) => {
    const { serverFindings } = await import("../serve/team/server-findings.ts");
    return serverFindings(action, role, code, flags);
  },
  keys: async (action: string, flags: ConfigFlag & { readonly stolen?: true }) => {
    const { serverKeys } = await import("../serve/team/server-keys.ts");
    return serverKeys(action, flags);
  },
};

async function run({ config, role }: ConfigFlag & { readonly role: string }): Promise<void> {
  leaveRemovedFolder();
  const [{ configurationHere }, { refuseMozillasSettings }, { runServer }, { SERVER_ROLES }] = await Promise.all([
    import("../../server/configuration/configuration-here.ts"),
    import("../../server/configuration/mozillas-settings.ts"),
    import("../../server/run-server.ts"),
    import("../../server/server-role.ts"),
  ]);
  const words = role.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !SERVER_ROLES.some((known) => known === word));
  if (unknown !== undefined) {
    throw new ActasError("usage", `cannot run a server as "${unknown}": it is one of ${SERVER_ROLES.join(", ")}`);
  }
  // Before any key is read.
  keepFromDumps();
  const surroundings = ownSurroundings();
  refuseMozillasSettings(surroundings.environment);
  const stop = new AbortController();
  void untilEnded().then((signal) => {
    stop.abort();
    // Who asks again does not want to wait for what is under way.
    void untilEnded().then(() => process.kill(process.pid, signal === "SIGINT" ? "SIGINT" : "SIGTERM"));
  });
  await runServer({
    configuration: configurationHere(config, surroundings.environment),
    roles: SERVER_ROLES.filter((known) => words.includes(known)),
    surroundings,
    log,
    accessLog,
    stop: stop.signal,
  });
}

/** What is loaded next asks for the working directory, and fails where that was removed. Nothing is found there anyway. */
function leaveRemovedFolder(): void {
  try {
    process.cwd();
  } catch {
    process.chdir("/");
  }
}

function log(line: string): void {
  say(`actas: ${line}`);
}

/** Nobody may be reading. */
function accessLog(line: string): void {
  try {
    print(line);
  } catch {
    // What is answered counts more than what is said of it.
  }
}

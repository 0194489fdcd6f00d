import { dirname } from "node:path";
import type { Surroundings } from "../base/surroundings.ts";
import { isNothingAt } from "../files/is-nothing-at.ts";
import { whyNotWritable } from "../files/private-directory.ts";
import { networkOf } from "../network/network.ts";
import { ownUid } from "../system/own-uid.ts";
import type { ServerConfiguration } from "./configuration/server-configuration.ts";
import { type ConfigurationCheck, good, note, wrong } from "./configuration-check.ts";
import { checkAddress } from "./listener/check-address.ts";
import { checkPeople } from "./people/check-people.ts";
import { clocksApart } from "./store/clocks-apart.ts";
import type { DatabaseSettings } from "./store/database-settings.ts";
import { findPostgres } from "./store/managed/postgres-programs.ts";
import { refusesRoot } from "./store/managed/refuses-root.ts";
import { openBeside } from "./store/open-beside.ts";
import { connectToRunning } from "./store/open-database.ts";

/** Looks at everything that the configuration leads to, without changing anything. */
export async function checkConfiguration(
  configuration: ServerConfiguration,
  surroundings: Surroundings,
): Promise<readonly ConfigurationCheck[]> {
  return [
    await checkAddress(configuration),
    await database(configuration, surroundings),
    auditFile(configuration),
    await people(configuration, surroundings),
    administrators(configuration),
    lending(configuration),
    ...mozillasClients(configuration),
  ];
}

async function database(
  { database: settings }: ServerConfiguration,
  surroundings: Surroundings,
): Promise<ConfigurationCheck> {
  const tools = { log: () => {}, surroundings };
  try {
    if (!settings.url && isNothingAt(settings.folder)) return ownToBeMade(settings, surroundings);
    const running = await connectToRunning(settings, tools);
    await running?.close();
    const opened = await openBeside(settings, tools);
    const apart = await clocksApart(opened, Date.now).finally(() => opened.close());
    if (apart !== undefined) return note("database", `it answers, but ${apart}`);
    return opened.kind === "embedded"
      ? note("database", "it is embedded, for trying out only")
      : good("database", running ? "a server runs it" : "it answers, and its tables are those of this version");
  } catch (error) {
    return wrong("database", error);
  }
}

function ownToBeMade({ folder, kind, programs }: DatabaseSettings, surroundings: Surroundings): ConfigurationCheck {
  const found = kind === "embedded" ? undefined : findPostgres(surroundings, programs ? { folder: programs } : {});
  if (found && ownUid() === 0) return wrong("database", refusesRoot(folder));
  return note(
    "database",
    found
      ? `a PostgreSQL of the server's own will be made in ${folder}`
      : `an embedded database will be made in ${folder}, for trying out only`,
  );
}

function auditFile({ auditFile: path }: ServerConfiguration): ConfigurationCheck {
  if (path === undefined) {
    return note("audit trail", "it is in the database only: whoever may change that may change the trail");
  }
  const problem = whyNotWritable(dirname(path));
  return problem === undefined
    ? good("audit trail", `it is in the database and in ${path}`)
    : { what: "audit trail", outcome: "wrong", message: `cannot write ${path}: ${problem}`, hints: [] };
}

async function people(
  { people: settings }: ServerConfiguration,
  { environment }: Surroundings,
): Promise<ConfigurationCheck> {
  if (!settings) return note("people", "nobody can sign in: there is no `people`");
  try {
    const { issuer, note: known } = await checkPeople(settings, networkOf(environment));
    const message = `they sign in at ${issuer}`;
    return known === undefined ? good("people", message) : note("people", `${message}; ${known}`);
  } catch (error) {
    return wrong("people", error);
  }
}

function administrators({ admins, people: settings }: ServerConfiguration): ConfigurationCheck {
  const what = "administrators";
  if (admins.length === 0)
    return note(what, "nobody is one: without `admins`, which names groups, there are no pages below /admin");
  if (!settings?.provider) return note(what, "people do not sign in at this server: there are no pages below /admin");
  return good(what, `members of ${admins.join(", ")} see the pages below /admin`);
}

function lending({ lending: { broker, issuer, rules } }: ServerConfiguration): ConfigurationCheck {
  const ways = [...(issuer ? ["by its own tokens"] : []), ...(broker ? ["by its own role"] : [])];
  if (ways.length === 0) return note("lending", "it lists roles, and lends none");
  if (!rules?.length) return note("lending", "nobody is lent a role: `lending.rules` is empty");
  return good("lending", `${ways.join(" and ")}; ${rules.length} ${rules.length === 1 ? "rule" : "rules"}`);
}

/** Nothing is said where neither side of it is configured. */
function mozillasClients({ lending: { mozilla }, people: settings, roles }: ServerConfiguration): ConfigurationCheck[] {
  const clients = settings?.idTokenClients?.length ?? 0;
  if (clients === 0) {
    const without = [...(mozilla ? ["`lending.mozilla`"] : []), ...(roles.pass ? ["`roles.pass`"] : [])];
    if (without.length === 0) return [];
    const why = "`people.idTokenClients` names none of them";
    return [note("Mozilla's clients", `they are not answered, whatever ${without.join(" and ")} says: ${why}`)];
  }
  if (!roles.pass) return [note("Mozilla's clients", "they are shown no role: `roles.pass` is missing")];
  return [good("Mozilla's clients", "they are shown the roles that trust their OpenID provider itself")];
}

import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import type { ServerConfiguration } from "../../../server/configuration/server-configuration.ts";
import type { RoleHistory } from "../../../server/roles/history/role-history.ts";
import type { RoleVersion } from "../../../server/roles/history/role-version.ts";
import type { ToldAt, ToldVersion } from "../../../server/roles/history/told-history.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { requireRole } from "../../role-map/chosen-role.ts";
import { printText } from "../../terminal/print-text.ts";
import { type AskedPerson, askedPerson } from "./asked-person.ts";
import { besideServer } from "./beside-server.ts";

export interface RolesFlags extends AskedPerson {
  readonly config?: string;
  readonly at?: string;
  readonly json?: true;
}

/** `actas server roles history ROLE`: what scans have found of a role, who could take it, and since which change. */
export async function serverRoles(action: string, named: string | undefined, flags: RolesFlags): Promise<void> {
  if (action !== "history" || named === undefined) {
    const reason = action === "history" ? "its argument <role> is missing" : "it is history";
    throw new ActasError("usage", `cannot run \`actas server roles\` with "${action}": ${reason}`, {
      hints: [
        "`actas server roles history arn:aws:iam::111122223333:role/Deploy`",
        ...(action === "history" ? [] : ["`actas server rules show` lists the roles that rules are about"]),
      ],
    });
  }
  const { at, config, json } = flags;
  const when = at === undefined ? undefined : await requireTime(at);
  const [{ RoleHistory }, { requireNamedRole }, { roleJudging }, { toldAt, toldHistory }] = await Promise.all([
    import("../../../server/roles/history/role-history.ts"),
    import("../../../server/roles/named-roles.ts"),
    import("../../../server/roles/role-judging.ts"),
    import("../../../server/roles/history/told-history.ts"),
  ]);
  await besideServer(config, async (database, configuration) => {
    const person = await askedPerson(flags, configuration);
    const role = await requireNamedRole(database, named);
    const { accountId, roleName } = requireRole(role);
    const judging = roleJudging(configuration, addressOf(configuration));
    const history = await RoleHistory.read(database, accountId, roleName, judging, "all");
    if (!history) throw neverScanned(role);
    if (when === undefined) {
      const told = toldHistory(history, person);
      if (json) return printJson("server roles", { role, versions: told.map(versionInJson) });
      return printText(told.flatMap(versionLines));
    }
    const version = history.versionAt(when);
    if (!version) throw notYet(role, at ?? "", history);
    const time = typeof when === "number" ? version.at : when;
    const told = toldAt(history, version, { at: time, person });
    const lines = person ? history.answerFor(version, person, time).explanation?.lines : undefined;
    if (json) return printJson("server roles", { role, at: inJson(told, time, lines), versions: [] });
    printText(linesAt(told, time, { lines, history }));
  });
}

async function requireTime(text: string): Promise<Date | number> {
  const { whenIn } = await import("../../../server/roles/history/when-in.ts");
  const when = whenIn(text);
  if (when !== undefined) return when;
  throw new ActasError("usage", `cannot take "${text}" for a time: it is none, and no number of a version`, {
    hints: ["one looks like 2026-05-03 or 2026-05-03T12:00:00Z, and a version like 12"],
  });
}

/** As its clients write it, or as they would if it ran here. */
function addressOf({ listen, url }: ServerConfiguration): string {
  return url ?? `http${listen.tls ? "s" : ""}://${listen.address}:${listen.port}/`;
}

/** It was asked for, or lent before its account was scanned. */
function neverScanned(role: string): ActasError {
  return new ActasError("role-not-found", `cannot tell the history of ${role}: no scan has ever found it`, {
    hints: [`\`actas server audit who-used ${shellArgument(role)}\` says who asked for it`],
  });
}

function notYet(role: string, at: string, { versions: [first] }: RoleHistory): ActasError {
  const known = first ? `the first scan that found it was at ${first.at.toISOString()}, version ${first.version}` : "";
  return new ActasError("role-not-found", `cannot say who could take ${role} at ${at}: ${known}`);
}

function place({ at, version }: RoleVersion): string {
  return `${at.toISOString()}, version ${version} of the map`;
}

function versionLines({ changes, version, who }: ToldVersion): readonly string[] {
  return [`${version.at.toISOString()}  version ${version.version}: ${who}`, ...changes.map((line) => `  ${line}`)];
}

/** Who could take the role then, since which change, and by what. */
function linesAt(
  { isSinceKnown, since, sinceChanges, version, who }: ToldAt,
  time: Date,
  { history, lines }: { readonly lines: readonly string[] | undefined; readonly history: RoleHistory },
): readonly string[] {
  const providers = [...version.providers].map(
    ([url, clients]) => `${url} for ${clients.join(", ") || "no application"}`,
  );
  return [
    `At ${time.toISOString()}: ${who}`,
    `Since ${place(since)}${isSinceKnown ? "" : ", or earlier"}:`,
    ...sinceChanges.map((line) => `  ${line}`),
    ...(lines ? ["Why:", ...lines.map((line) => `  ${line}`)] : []),
    ...(version.state === "there"
      ? [
          `Its trust policy, as it was then${version === since ? "" : `, since ${place(version)}`}, with SHA-256 ${version.trustSha256}:`,
          `  ${version.trust ?? "one that names neither an OpenID provider nor this server"}`,
          `Its account trusted: ${providers.join("; ") || "no OpenID provider"}`,
        ]
      : []),
    ...history.findingsOf(version).map(({ code, level, message }) => `${level}: ${message} (${code})`),
    "The server's own rules have no history: `actas server rules show` says what they are now.",
  ];
}

type Json = Output<"server roles">;

function versionInJson({ changes, version, who }: ToldVersion): Json["versions"][number] {
  const { at, state, trust, trustSha256 } = version;
  return {
    version: version.version,
    time: at.toISOString(),
    state,
    who,
    changes: [...changes],
    ...(trust !== undefined && { trustPolicy: trust }),
    ...(trustSha256 !== undefined && { trustPolicyDigest: trustSha256 }),
  };
}

function inJson(told: ToldAt, time: Date, lines: readonly string[] | undefined): NonNullable<Json["at"]> {
  const { since, sinceChanges } = told;
  return {
    ...versionInJson(told),
    asked: time.toISOString(),
    since: { version: since.version, time: since.at.toISOString(), changes: [...sinceChanges] },
    ...(lines && { why: [...lines] }),
  };
}

import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { print, printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import type { OtherMeanings } from "../../targets/typed-target.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { printJson } from "../json/print-json.ts";
import { sourceOfEnvironment } from "../target/default-source.ts";
import { isNarrow, isWanted, type RoleFilter } from "../target/role-filter.ts";
import { printText } from "../terminal/print-text.ts";
import { Progress } from "../terminal/progress.ts";
import { say } from "../terminal/say.ts";
import { NO_SOURCES, NONE_MATCHES, sayEmpty } from "../terminal/say-empty.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";
import {
  type FoundRoles,
  onelineRole,
  onelineRoleOfMairu,
  rolesAsJsonOfMairu,
  rolesAsText,
  rolesJson,
} from "../text/found-roles.ts";

/** Which roles a command lists. */
export interface RolesToFind {
  /** Absent: every source that the user is signed in to. */
  readonly source?: string;
  readonly filter: RoleFilter;
  readonly freshness: "cached" | "refresh";
  readonly agent: AgentUse;
}

/** Which roles a command lists, and how. */
export interface ListOptions extends RolesToFind {
  readonly output: "text" | "oneline" | "json";
}

interface ListRolesOptions extends ListOptions {
  /** The name of the command: `list-roles` prints lines as Mairu does. */
  readonly command: string;
}

type Found = Results["roles"] & { readonly found: FoundRoles };

/**
 * Prints roles: one per line as they are found, or all at the end, in columns or as JSON.
 *
 * @throws {ActasError} `usage` when no source is named and no agent is asked; why the source cannot list them
 */
export async function listRoles({ output, command, ...wanted }: ListRolesOptions): Promise<void> {
  const meanings = await otherMeanings();
  const oneline = command === "list-roles" ? onelineRoleOfMairu : onelineRole;
  const { sources, found } = await findRoles(wanted, (id, roles) => {
    if (output === "oneline" && roles.length > 0) printLines(roles.map((role) => oneline(id, role, meanings)));
    return output === "oneline" ? "shown" : "counted";
  });
  if (output === "json" && command === "list-roles") return print(rolesAsJsonOfMairu(sources, found));
  if (output === "json") return printJson("list roles", rolesJson(sources, found));
  if (output === "oneline") for (const { failure } of sources) if (failure) say(`actas: note: ${failure}`);
  const isEmpty = ({ id }: Results["roles"]["sources"][number]): boolean => !found.get(id)?.length;
  const shown = isNarrow(wanted.filter)
    ? sources.filter((one) => !isEmpty(one) || one.failure || !one.signedIn)
    : sources;
  if (output === "text") printText(rolesAsText(shown, found, meanings, terminalColumns()));
  if (sources.length === 0) sayEmpty(NO_SOURCES);
  else if (isNarrow(wanted.filter) && sources.every(isEmpty)) sayEmpty(NONE_MATCHES);
}

/**
 * The wanted roles, by the id of their source.
 *
 * @param onFound - gets roles as they are found; the progress line does not count roles that it has shown
 * @throws {ActasError} `usage` when no source is named and no agent is asked; why the source cannot list them
 */
export async function findRoles(
  { agent, source, filter, freshness }: RolesToFind,
  onFound: (source: string, roles: readonly RoleEntry[]) => "shown" | "counted" = () => "counted",
): Promise<Found> {
  if (agent === "unused" && !source) throw noSignIns();
  using progress = new Progress();
  const found = new Map<string, RoleEntry[]>();
  let count = 0;
  const onRoles = (id: string, all: readonly RoleEntry[]): void => {
    const roles = all.filter((role) => isWanted(filter, id, role));
    const ofSource = found.get(id) ?? [];
    found.set(id, ofSource);
    for (const role of roles) ofSource.push(role);
    count += roles.length;
    if (onFound(id, roles) === "counted") progress.show(`${count} roles so far`);
  };
  const request = { request: "roles", freshness, ...(source && { source }), ...inThisEnvironment() } as const;
  const { sources } = await ask(request, agent, terminalListener({ onRoles }));
  return { sources, found };
}

/** Decides how a role is typed, and nothing else: files that cannot be read are no reason to list no role. */
export async function otherMeanings(): Promise<OtherMeanings> {
  const server = sourceOfEnvironment();
  try {
    return { profiles: new Set(profileNames(await readProfileFiles(requestEnvironment()))), server };
  } catch (error) {
    if (error instanceof ActasError) return { profiles: new Set(), server };
    throw error;
  }
}

function noSignIns(): ActasError {
  return new ActasError("usage", "cannot list the roles of all sources with `--no-agent`: nobody is signed in to any", {
    hints: ["name one: `actas list roles --no-agent SOURCE`", "`actas list sources --no-agent` shows what there is"],
  });
}

import { ActasError } from "../base/errors.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { print, printLine, printLines } from "../system/print.ts";
import { type AgentUse, ask } from "./ask.ts";
import { inThisEnvironment } from "./environment/in-this-environment.ts";
import { Progress } from "./terminal/progress.ts";
import { say } from "./terminal/say.ts";
import { terminalListener } from "./terminal/terminal-listener.ts";
import { onelineRole, rolesAsJson, rolesAsText } from "./text/found-roles.ts";

export interface ListRolesOptions {
  /** Absent: all sources somebody is signed in to. */
  readonly source?: string;
  readonly output: "text" | "oneline" | "json";
  readonly freshness: "cached" | "refresh";
  readonly agent: AgentUse;
}

/**
 * Prints roles: one a line as they are found, or all of them at the end, in columns or as JSON.
 *
 * @throws {ActasError} `usage` when no source is named and no agent is asked, and what keeps the source from listing them
 */
export async function listRoles({ agent, source, output, freshness }: ListRolesOptions): Promise<void> {
  if (agent === "unused" && !source) throw noSignIns();
  const progress = new Progress();
  const found = new Map<string, RoleEntry[]>();
  let count = 0;
  const onRoles = (id: string, roles: readonly RoleEntry[]): void => {
    found.set(id, [...(found.get(id) ?? []), ...roles]);
    count += roles.length;
    if (output !== "oneline") progress.show(`${count} roles so far`);
    else if (roles.length > 0) printLines(roles.map((role) => onelineRole(id, role)));
  };
  const request = { request: "roles", freshness, ...(source && { source }), ...inThisEnvironment() } as const;
  const { sources } = await ask(request, agent, terminalListener({ onRoles })).finally(() =>
    progress[Symbol.dispose](),
  );
  if (output === "json") print(rolesAsJson(sources, found));
  if (output === "oneline") for (const { failure } of sources) if (failure) say(`actas: note: ${failure}`);
  if (output === "text") printLines(rolesAsText(sources, found));
  if (output === "text" && sources.length === 0) printLine("no sources; `actas setup` adds one");
}

function noSignIns(): ActasError {
  return new ActasError("usage", "cannot list the roles of all sources with `--no-agent`: nobody is signed in to any", {
    hints: ["name one: `actas list roles --no-agent SOURCE`", "`actas list sources --no-agent` shows what there is"],
  });
}

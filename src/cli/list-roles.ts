import type { RoleEntry } from "../base/role-entry.ts";
import { print, printLine, printLines } from "../system/print.ts";
import { ask } from "./ask.ts";
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
}

/** Prints roles: one a line as they are found, or all of them at the end, in columns or as JSON. */
export async function listRoles({ source, output, freshness }: ListRolesOptions): Promise<void> {
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
  const { sources } = await ask(request, "used", terminalListener({ onRoles })).finally(() =>
    progress[Symbol.dispose](),
  );
  if (output === "json") print(rolesAsJson(sources, found));
  if (output === "oneline") for (const { failure } of sources) if (failure) say(`actas: note: ${failure}`);
  if (output === "text") printLines(rolesAsText(sources, found));
  if (output === "text" && sources.length === 0) printLine("no sources; `actas setup` adds one");
}

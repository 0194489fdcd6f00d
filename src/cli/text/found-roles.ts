import type { Results } from "../../agent-api/messages.ts";
import { jsonText, printable } from "../../base/printable.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { inShell, type OtherMeanings, typedRole } from "../../targets/typed-target.ts";
import type { Output } from "../json/print-json.ts";
import { table } from "./table.ts";

type Sources = Results["roles"]["sources"];

/** Roles by the id of their source, as they were found. */
export type FoundRoles = ReadonlyMap<string, readonly RoleEntry[]>;

/** One line a role, for `grep`: the target as it can be typed, and what it is. */
export function onelineRole(source: string, role: RoleEntry, meanings: OtherMeanings): string {
  return [inShell(typedRole(source, role.name, meanings)), printable(role.description ?? "")].filter(Boolean).join(" ");
}

/** The same as Mairu prints it: the source is a word of its own. */
export function onelineRoleOfMairu(source: string, { name, description }: RoleEntry): string {
  return [source, name, description ?? ""].filter(Boolean).map(printable).join(" ");
}

/** A source's name and its roles below, as they can be typed, in two columns; an empty line between sources. */
export function rolesAsText(
  sources: Sources,
  found: FoundRoles,
  meanings: OtherMeanings,
  columns?: number,
): readonly string[] {
  return sources.flatMap((source, index) => [
    ...(index > 0 ? [""] : []),
    headline(source),
    ...roleLines(source.id, found.get(source.id) ?? [], meanings, columns),
  ]);
}

/** Everything there is to know, for scripts. */
export function rolesJson(sources: Sources, found: FoundRoles): Output<"list roles"> {
  return {
    sources: sources.map((source) => ({
      ...source,
      roles: found.get(source.id) ?? [],
    })),
  };
}

/** The same as Mairu prints it. */
export function rolesAsJsonOfMairu(sources: Sources, found: FoundRoles): string {
  const servers = sources.map(({ id, url, signedIn, ageSeconds, failure }) => ({
    server_id: id,
    server_url: url,
    logged_in: signedIn,
    age_seconds: ageSeconds,
    failure,
    roles: (found.get(id) ?? []).map(({ name, description, accountId, accountName }) => ({
      name,
      description,
      account_id: accountId,
      account_name: accountName,
    })),
  }));
  return jsonText({ servers }, "indented");
}

const MARGIN = 4;

function roleLines(
  source: string,
  roles: readonly RoleEntry[],
  meanings: OtherMeanings,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  const rows = roles.map(({ description = "", name }) => [inShell(typedRole(source, name, meanings)), description]);
  return table(rows, columns - MARGIN).map((line) => " ".repeat(MARGIN) + line);
}

function headline({ ageSeconds, failure, id, signedIn }: Sources[number]): string {
  if (failure) return `${id}  (${failure})`;
  if (!signedIn) return `${id}  (not signed in: \`actas login ${shellArgument(id)}\`)`;
  return ageSeconds ? `${id}  (as of ${age(ageSeconds)} ago; \`--refresh\` asks anew)` : id;
}

function age(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

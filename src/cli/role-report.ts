import type { Results, RoleMessage } from "../agent-api/messages.ts";
import { printable } from "../base/printable.ts";

type Sources = Results["roles"]["sources"];

/** Roles by the id of their source, as they were found. */
export type FoundRoles = ReadonlyMap<string, readonly RoleMessage[]>;

/** One line a role: source, role, what it is. For `grep` and pickers. */
export function onelineRole(source: string, { name, description }: RoleMessage): string {
  return printable([source, name, description].filter(Boolean).join(" "));
}

/** A source's name and its roles below, in two columns. */
export function rolesAsText(sources: Sources, found: FoundRoles): string {
  return sources.map((source) => [headline(source), ...roleLines(found.get(source.id) ?? [])].join("\n")).join("\n\n");
}

/** Everything there is to know, for scripts; the member names are those other tools read already. */
export function rolesAsJson(sources: Sources, found: FoundRoles): string {
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
  return JSON.stringify({ servers }, null, 2);
}

/** Role lines of one source; all names padded to the longest of them. */
export function roleLines(roles: readonly RoleMessage[]): string[] {
  const width = roles.reduce((widest, { name }) => Math.max(widest, name.length), 0);
  return roles.map(({ name, description }) => {
    return `    ${printable(description ? `${name.padEnd(width)}  ${description}` : name)}`;
  });
}

function headline({ ageSeconds, failure, id, signedIn }: Sources[number]): string {
  if (failure) return `${id}  (${failure})`;
  if (!signedIn) return `${id}  (not logged in: \`actas login ${id}\`)`;
  return ageSeconds ? `${id}  (as of ${Math.ceil(ageSeconds / 60)} min ago; \`--refresh\` asks anew)` : id;
}

import type { Results } from "../../agent-api/messages.ts";
import { printable } from "../../base/printable.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { createReaders } from "../../requests/read-files.ts";
import { aliasInWords, type ProfileFacts, profileInWords, readProfiles } from "../../requests/usable-profiles.ts";
import { print, printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { isTypable, type OtherMeanings, typedProfile, typedRole } from "../../targets/typed-target.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { hasAll, isNarrow, type RoleFilter } from "../target/role-filter.ts";
import { say } from "../terminal/say.ts";
import { NONE_MATCHES, sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";
import { findRoles, type ListOptions, otherMeanings } from "./list-roles.ts";

/** A line of the list. */
type Target = Output<"list targets">["targets"][number];

/**
 * Prints profiles and roles, one per line: the target as a command takes it, a TAB, and a description. Standard error
 * gets a note about each source that cannot be listed.
 */
export async function listTargets({ output, ...wanted }: ListOptions): Promise<void> {
  const { aliases, usable } =
    wanted.source === undefined
      ? await readProfiles(createReaders(), requestEnvironment())
      : { aliases: [], usable: [] };
  const meanings = await otherMeanings();
  const named = [
    ...usable.map((profile) => ({ ...profile, words: profileInWords(profile) })),
    ...(meanings.server ? [] : aliases.map((alias) => ({ ...alias, words: aliasInWords(alias) }))),
  ];
  const targets: Target[] = named.filter((one) => isWanted(one, wanted.filter, meanings)).map(asTarget);
  if (output !== "json") printTargets(targets);
  const show = (source: string, roles: readonly RoleEntry[]): "shown" => {
    const found = roles.flatMap((role) => ofRole(source, role, meanings));
    for (const target of found) targets.push(target);
    if (output !== "json") printTargets(found);
    return "shown";
  };
  if (wanted.agent === "used" || wanted.source !== undefined) sayWhatIsMissing((await findRoles(wanted, show)).sources);
  if (output === "json") return printJson("list targets", { targets });
  if (targets.length > 0) return;
  if (isNarrow(wanted.filter)) sayEmpty(NONE_MATCHES);
  else sayEmpty("no targets; `actas setup` sets up where you sign in, `actas sandbox` is for trying things out");
}

/** Prints a note about each source whose roles are missing from a list. */
export function sayWhatIsMissing(sources: Results["roles"]["sources"]): void {
  for (const { failure, id, signedIn } of sources) {
    if (failure) say(`actas: note: ${failure}`);
    else if (!signedIn) say(`actas: note: not signed in to "${id}": \`actas login ${shellArgument(id)}\``);
  }
}

/** A profile or a name for a role, and what it is. */
type Named = ProfileFacts & { readonly words: string };

function isWanted(profile: Named, { account, role, search }: RoleFilter, meanings: OtherMeanings): boolean {
  return (
    isTypable(typedProfile(profile.name, meanings)) &&
    hasAll(profile.accountId ?? "", account) &&
    hasAll(profile.role ?? "", role) &&
    hasAll(`${profile.name}\n${profile.words}`, search)
  );
}

function asTarget({ accountId, name, words }: Named): Target {
  return { target: name, description: words, ...(accountId && { accountId }) };
}

/** No line for a role that takes more than one word to type: `list roles` has those, too. */
function ofRole(source: string, role: RoleEntry, meanings: OtherMeanings): Target[] {
  const { accountId, accountName, description = "", name } = role;
  const typed = typedRole(source, name, meanings);
  if (!isTypable(typed)) return [];
  const [target] = typed;
  return [{ target, description, source, ...(accountId && { accountId }), ...(accountName && { accountName }) }];
}

/**
 * For programs, a TAB stands before the description; on a terminal both are columns. A TAB in a description cannot break
 * a line: `printable()` escapes it.
 */
function printTargets(targets: readonly Target[]): void {
  if (targets.length === 0) return;
  const columns = terminalColumns();
  if (columns !== Number.POSITIVE_INFINITY) {
    printLines(
      table(
        targets.map(({ target, description }) => [target, description]),
        columns,
      ),
    );
    return;
  }
  print(targets.map(({ target, description }) => `${target}\t${printable(description)}`).join("\n"));
}

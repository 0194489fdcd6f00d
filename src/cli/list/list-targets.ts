import type { Results } from "../../agent-api/messages.ts";
import { jsonText, printable } from "../../base/printable.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { shellWord } from "../../base/shell-word.ts";
import { print } from "../../system/print.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import type { ProfileFacts } from "../picker/choice.ts";
import { readProfiles } from "../picker/usable-profiles.ts";
import { hasAll, type RoleFilter } from "../target/role-filter.ts";
import { say } from "../terminal/say.ts";
import { findRoles, type RolesToFind } from "./list-roles.ts";

interface ListOptions extends RolesToFind {
  readonly output: "text" | "oneline" | "json";
}

/** A line of the list. */
interface Target {
  readonly target: string;
  readonly description: string;
  readonly source?: string;
  readonly accountId?: string;
  readonly accountName?: string;
}

/**
 * Prints profiles and roles, one per line: the target as a command takes it, a TAB, and a description. Standard error
 * gets a note about each source that cannot be listed.
 */
export async function listTargets({ output, ...wanted }: ListOptions): Promise<void> {
  const profiles = wanted.source === undefined ? await wantedProfiles(wanted.filter) : [];
  const targets: Target[] = profiles.map(ofProfile);
  if (output !== "json") printTargets(targets);
  const show = (source: string, roles: readonly RoleEntry[]): "shown" => {
    const found = roles.map((role) => ofRole(source, role));
    targets.push(...found);
    if (output !== "json") printTargets(found);
    return "shown";
  };
  if (wanted.agent === "used" || wanted.source !== undefined) sayWhatIsMissing((await findRoles(wanted, show)).sources);
  if (output === "json") print(jsonText({ targets }, "indented"));
}

/** Prints a note about each source whose roles are missing from a list. */
export function sayWhatIsMissing(sources: Results["roles"]["sources"]): void {
  for (const { failure, id, signedIn } of sources) {
    if (failure) say(`actas: note: ${failure}`);
    else if (!signedIn) say(`actas: note: not signed in to "${id}": \`actas login ${shellWord(id)}\``);
  }
}

async function wantedProfiles({ account, role, search }: RoleFilter): Promise<readonly ProfileFacts[]> {
  const { usable } = await readProfiles(requestEnvironment());
  return usable.filter(
    (profile) =>
      isTyped(profile) &&
      hasAll(profile.accountId ?? "", account) &&
      hasAll(profile.role ?? "", role) &&
      hasAll(`${profile.name}\n${descriptionOf(profile)}`, search),
  );
}

/** Whether the user can type the name alone. Other names need an option, as a command takes them for something else. */
function isTyped({ name }: ProfileFacts): boolean {
  return name !== "auto" && !name.startsWith("arn:") && !name.startsWith("-");
}

function ofProfile(profile: ProfileFacts): Target {
  const { accountId, name } = profile;
  return { target: name, description: descriptionOf(profile), ...(accountId && { accountId }) };
}

function ofRole(source: string, { accountId, accountName, description = "", name }: RoleEntry): Target {
  return {
    target: `${source}:${name}`,
    description,
    source,
    ...(accountId && { accountId }),
    ...(accountName && { accountName }),
  };
}

function descriptionOf({ accountId, role }: ProfileFacts): string {
  return ["profile", role, accountId].filter(Boolean).join(" ");
}

/** A TAB in a name or a description cannot break a line: `printable()` escapes it. */
function printTargets(targets: readonly Target[]): void {
  if (targets.length === 0) return;
  print(targets.map(({ target, description }) => `${printable(target)}\t${printable(description)}`).join("\n"));
}

import type { Results } from "../../agent-api/messages.ts";
import type { HeldName, NamesRequest } from "../../agent-api/names-request.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { signInKey } from "../../cache/cache-key.ts";
import { profileNames } from "../../profiles/profile.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import { knownSources } from "../../targets/known-sources.ts";
import { isTypable, type OtherMeanings, typedProfile, typedRole } from "../../targets/typed-target.ts";
import { type Readers, readFiles } from "../read-files.ts";
import { withoutRefused } from "../refuse-target.ts";
import type { RequestTools } from "../request-tools.ts";
import type { TargetFiles } from "../resolved-targets.ts";
import { aliasesOf, aliasInWords, aliasNames, profileInWords, usableOf } from "../usable-profiles.ts";
import { fittingNames } from "./fitting-names.ts";

type Tools = Readers & Pick<RequestTools, "roleLists" | "signIns">;

/** What a shell offers when a person presses TAB. It comes from files and from memory: nothing is asked, of anything. */
export async function names(tools: Tools, request: NamesRequest): Promise<Results["names"]> {
  const { environment, of, typed } = request;
  const read = await readFiles(tools, environment);
  if (of === "profiles") return { names: fittingNames(namedProfiles(read), typed) };
  const { sources } = knownSources(read.files, read.definitions, environment);
  const named = sources.map((source) => ({ source, roles: lastKnown(source, read, tools) }));
  if (of === "sources") return { names: fittingNames(named.map(sourceAsName), typed) };
  return { names: targets(named, read, request) };
}

/** A source, and the roles that it has lent so far as is known; none are known until they have been listed. */
interface NamedSource {
  readonly source: SourceDefinition;
  readonly roles: readonly RoleEntry[] | undefined;
}

function targets(
  named: readonly NamedSource[],
  read: TargetFiles,
  { environment, source: server, typed }: NamesRequest,
): readonly HeldName[] {
  const all = profileNames(read.files);
  const meanings: OtherMeanings = { profiles: new Set(all), server };
  const rolesOf = ({ source, roles = [] }: NamedSource): HeldName[] =>
    roles.flatMap((role) => roleAsName(source.id, role, meanings));
  if (server !== undefined) {
    const roles = named.filter(({ source }) => source.id === server).flatMap(rolesOf);
    return fittingNames(roles, typed).filter(isPlain);
  }
  // A source is offered first, and its roles when it stands there: an organisation has thousands.
  const begun = named.filter(({ source }) => typed.toLowerCase().startsWith(`${source.id}:`.toLowerCase()));
  if (begun.length > 0) return fittingNames([...begun.flatMap(rolesOf), ...namedProfiles(read)], typed).filter(isPlain);
  const beginnings = named.map(sourceAsName).map(beginning);
  const aliases = new Set(aliasNames(read).map((name): HeldName => ({ name })));
  const fitting = fittingNames([...namedProfiles(read), ...aliases, AUTO, ...beginnings], typed);
  const usable = usableOf(
    fitting.map(({ name }) => name).filter((name) => meanings.profiles.has(name)),
    read,
    environment,
  );
  return [
    ...usable
      .filter(({ name }) => isTypable(typedProfile(name, meanings)))
      .map((profile) => ({ name: profile.name, description: profileInWords(profile) })),
    ...aliasesOf(
      fitting.filter((one) => aliases.has(one)).map(({ name }) => name),
      read,
      environment,
    ).map((alias) => ({ name: alias.name, description: aliasInWords(alias) })),
    ...fitting.filter((one) => one === AUTO || beginnings.includes(one)),
  ];
}

const AUTO: HeldName = { name: "auto", description: "what the project file says" };

function namedProfiles({ files }: TargetFiles): readonly HeldName[] {
  return profileNames(files).map((name) => ({ name }));
}

function sourceAsName({ source, roles }: NamedSource): HeldName {
  const known = roles && (roles.length === 1 ? "1 role" : `${roles.length} roles`);
  return { name: source.id, description: [source.url, known].filter(Boolean).join(", ") };
}

function beginning({ name, ...described }: HeldName): HeldName {
  return { name: `${name}:`, ...described };
}

function roleAsName(source: string, role: RoleEntry, meanings: OtherMeanings): readonly HeldName[] {
  const typed = typedRole(source, role.name, meanings);
  const description = role.description || role.accountName;
  return typed.length === 1 ? [{ name: typed[0], ...(description && { description }) }] : [];
}

/** Looked at last, as there may be thousands of names, and few that fit. */
function isPlain({ name }: HeldName): boolean {
  return isTypable([name]);
}

function lastKnown(source: SourceDefinition, { refusals }: TargetFiles, { roleLists, signIns }: Tools) {
  const key = signInKey(source);
  const roles = roleLists.lastKnown(key, signIns.generation(key));
  return roles && withoutRefused(source, roles, refusals);
}

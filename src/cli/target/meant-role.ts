import type { Request } from "../../agent-api/messages.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { shellArgument, shellOption } from "../../base/shell-word.ts";
import { matchingRoles, nearestRole } from "../../targets/matching-roles.ts";
import { inShell, type OtherMeanings, typedRole } from "../../targets/typed-target.ts";
import { ask } from "../asking/ask.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { Progress } from "../terminal/progress.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";
import type { NamedTarget } from "./target-request.ts";

/** A request that names a target. */
export type ForTarget = Extract<Request, { for: CredentialRequest }>;

/** Most roles listed in an error; nobody reads more. */
const SHOWN = 10;

/** What was typed meant a role, and no profile: so does what it may have stood for. */
const MEANINGS: OtherMeanings = { profiles: new Set() };

interface Typed {
  readonly source: string;
  readonly role: string;
  readonly request: CredentialRequest;
}

/**
 * The same request, for the only role that matches the name of an account, a part of a name or a name in other case.
 * This is tried only where a person reads on standard error which role it is: a part may match another role tomorrow,
 * and users do not control the names of accounts. Everywhere else the name must be exact.
 *
 * @param onPicked - called when the user has chosen among several that match
 * @throws {ActasError} `role-not-found`, with the roles that match
 */
export async function meantRole(
  asked: ForTarget,
  refused: ActasError,
  onPicked?: () => void,
): Promise<CredentialRequest> {
  const typed = asTyped(asked.for);
  if (!typed) throw refused;
  const isSeen = maySay(asked);
  const found = await rolesLike(typed, isSeen ? "watched" : "unwatched").catch((error: unknown) => {
    throw isSeen ? error : refused;
  });
  const [only, ...others] = found.matches;
  if (!only) throw notFound(typed, found.all, refused);
  if (only.name === typed.role) throw refused;
  if (others.length > 0 && isSeen && !askingProblem({ interaction: asked.for.interaction })) {
    const chosen = await chosenAmong(typed);
    onPicked?.();
    return { ...asked.for, ...chosen };
  }
  if (others.length > 0) throw ambiguous(typed, found.matches);
  if (!isSeen) throw notExact(typed, only);
  say(`actas: ${typed.source}:${typed.role} is ${targetWithAccount(typed.source, only)}`);
  return { ...asked.for, target: `${typed.source}:${only.name}` };
}

/** The user chooses from the list, which first shows what matches the text that was typed. */
async function chosenAmong({ source, role, request: { grantType, interaction } }: Typed): Promise<NamedTarget> {
  const { pickTarget } = await import("../picker/pick-target.ts");
  return pickTarget({ search: role.replaceAll("/", " "), source, grantType, agent: "used", interaction });
}

/** A role named by `--server` or a project file is taken literally, and a role ARN is no role of a source. */
function asTyped(request: CredentialRequest): Typed | undefined {
  const colon = request.target?.indexOf(":") ?? -1;
  if (request.source !== undefined || !request.target || colon < 0 || request.target.startsWith("arn:"))
    return undefined;
  return { source: request.target.slice(0, colon), role: request.target.slice(colon + 1), request };
}

function maySay(asked: ForTarget): boolean {
  const isForProgram = asked.request === "credentials" && asked.delivery === "process";
  return !isForProgram && asked.for.interaction !== "never" && peopleAreWatching();
}

interface Found {
  readonly all: readonly RoleEntry[];
  readonly matches: readonly RoleEntry[];
}

/** Searches the list that is held and, if nothing there matches, a new one from the source. */
async function rolesLike(typed: Typed, who: "watched" | "unwatched"): Promise<Found> {
  const held = await listed(typed, who, "cached");
  const matches = matchingRoles(typed.role, held.all);
  if (matches.length > 0 || !held.isOld || who === "unwatched") return { all: held.all, matches };
  const { all } = await listed(typed, who, "refresh");
  return { all, matches: matchingRoles(typed.role, all) };
}

async function listed(
  { source, request }: Typed,
  who: "watched" | "unwatched",
  freshness: "cached" | "refresh",
): Promise<{ readonly all: readonly RoleEntry[]; readonly isOld: boolean }> {
  const { environment, grantType } = request;
  const interaction = who === "watched" ? request.interaction : "never";
  const all: RoleEntry[] = [];
  using progress = new Progress();
  const onRoles = (_: string, roles: readonly RoleEntry[]): void => {
    all.push(...roles);
    progress.show(`${all.length} roles so far`);
  };
  const { sources } = await ask(
    { request: "roles", source, ...(grantType && { grantType }), freshness, environment, interaction },
    "used",
    terminalListener({ onRoles }),
  );
  return { all, isOld: sources.some(({ ageSeconds }) => ageSeconds !== undefined) };
}

function notFound({ source, role }: Typed, all: readonly RoleEntry[], refused: ActasError): ActasError {
  const nearest = nearestRole(role, all);
  if (!nearest) return notInAccount({ source, role }, all, refused);
  return new ActasError("role-not-found", `cannot find role "${role}" of "${source}"`, {
    hints: [`did you mean ${targetWithAccount(source, nearest)}?`],
    cause: refused,
  });
}

/** The account may be right and only the role wrong. An account's number goes to the source, whose answer says more. */
function notInAccount(
  { source, role }: Pick<Typed, "source" | "role">,
  all: readonly RoleEntry[],
  refused: ActasError,
): ActasError {
  const account = role.slice(0, Math.max(role.lastIndexOf("/"), 0));
  if (account === "" || /^\d{12}$/.test(account)) return refused;
  const there = matchingRoles(`${account}/`, all).filter(({ accountId }) => accountId !== undefined);
  if (there.length === 0) return refused;
  const wrong = role.slice(account.length + 1);
  return new ActasError("role-not-found", `cannot find role "${wrong}" in account "${account}" of "${source}"`, {
    hints: [
      `you have ${there
        .slice(0, SHOWN)
        .map((entry) => targetWithAccount(source, entry))
        .join(", ")}`,
      `run \`actas list roles ${shellOption("--account", account)} ${shellArgument(source)}\` to see all of its roles`,
    ],
    cause: refused,
  });
}

function ambiguous({ source, role }: Typed, matches: readonly RoleEntry[]): ActasError {
  const more = matches.length - SHOWN;
  return new ActasError("role-not-found", `cannot tell which role "${source}:${role}" is: ${matches.length} match`, {
    hints: [
      ...matches.slice(0, SHOWN).map((match) => `${targetWithAccount(source, match)}`),
      ...(more > 0
        ? [`and ${more} more: \`actas list targets ${shellOption("--source", source)} --search TEXT\``]
        : []),
    ],
  });
}

/** The role as it is typed, with the name of its account. */
function targetWithAccount(source: string, { accountName, name }: RoleEntry): string {
  const target = inShell(typedRole(source, name, MEANINGS));
  return accountName ? `${target} (${accountName})` : target;
}

function notExact({ source, role }: Typed, only: RoleEntry): ActasError {
  const reason = "scripts, programs and `--non-interactive` need the exact name of a role";
  return new ActasError("role-not-found", `cannot use "${source}:${role}": ${reason}`, {
    hints: [`did you mean ${inShell(typedRole(source, only.name, MEANINGS))}?`],
  });
}

import type { CommandListener } from "../../agent-api/exchange.ts";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { noPerson } from "../../conversation/no-person.ts";
import { createReaders } from "../../requests/read-files.ts";
import { readProfiles } from "../../requests/usable-profiles.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { sourceOfEnvironment } from "../target/default-source.ts";
import { aliasChoice, profileChoice, roleChoice } from "./choice.ts";
import type { ChoiceList } from "./choice-list.ts";
import { type RecentTarget, recentTargets } from "./recent-targets.ts";

export interface Filling {
  readonly list: ChoiceList;
  /** Limits the list to the roles of this source. */
  readonly source: string | undefined;
  readonly agent: AgentUse;
}

/** Adds every target to the list. A note below the list names each source that cannot be listed. */
export async function fillList(filling: Filling): Promise<void> {
  const { agent, list, source } = filling;
  const environment = requestEnvironment();
  if (list.rows.length === 0) addRecent(filling, recentTargets(Date.now()));
  const errors = [
    source ? undefined : await errorOf(() => addProfiles(list, environment)),
    agent === "used" ? await errorOf(() => addRoles(source, list, environment)) : undefined,
  ].filter((error) => error !== undefined);
  if (list.rows.length === 0 || (source && errors.length > 0)) list.fail(errors[0] ?? nothingThere(source));
  for (const error of errors) list.note([error.message, ...error.hints].join("; "));
  list.complete();
}

function addRecent({ list, source }: Filling, recent: readonly RecentTarget[]): void {
  const meanings = { profiles: new Set<string>(), server: sourceOfEnvironment() };
  list.addRecent(
    recent.flatMap(({ alias, profile, source: ofSource, role, accountId, accountName }) => {
      if (alias !== undefined) return source || meanings.server ? [] : [aliasChoice({ name: alias })];
      if (profile !== undefined) return source ? [] : [profileChoice({ name: profile }, meanings)];
      if (ofSource === undefined || role === undefined || (source && ofSource !== source)) return [];
      const entry = { name: role, ...(accountId && { accountId }), ...(accountName && { accountName }) };
      return [roleChoice(ofSource, entry, meanings)];
    }),
  );
}

function addRoles(source: string | undefined, list: ChoiceList, environment: RequestEnvironment): Promise<void> {
  return source ? addRolesOf(source, list, environment) : addAllRoles(list, environment);
}

async function errorOf(work: () => Promise<void>): Promise<ActasError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ActasError) return error;
    return new ActasError("bug", "cannot list everything: this is a bug in actas", { cause: error });
  }
}

async function addProfiles(list: ChoiceList, environment: RequestEnvironment): Promise<void> {
  const { aliases, names, usable } = await readProfiles(createReaders(), environment);
  list.addProfiles(names, usable, aliases);
}

/** Adds the roles of each source with a sign-in, and for every other source a row to sign in. */
async function addAllRoles(list: ChoiceList, environment: RequestEnvironment): Promise<void> {
  const common = { environment, interaction: "never" } as const;
  const { sources: known } = await ask({ request: "sources", ...common }, "used", listening(list));
  list.setSignIns(known.filter(({ signIn }) => !signIn).map(({ id }) => id));
  list.settle((source) => !known.some(({ id }) => id === source));
  const request = { request: "roles", freshness: "cached", ...common } as const;
  const { sources } = await ask(request, "used", listening(list));
  list.setSignIns(sources.filter(({ signedIn }) => !signedIn).map(({ id }) => id));
  for (const { id, failure, signedIn } of sources) {
    if (failure && signedIn) list.note(`${id}: ${failure}`);
    else if (signedIn) list.settle((source) => source === id);
  }
}

async function addRolesOf(source: string, list: ChoiceList, environment: RequestEnvironment): Promise<void> {
  const request = { request: "roles", source, freshness: "cached", environment, interaction: "never" } as const;
  const { sources } = await ask(request, "used", listening(list));
  for (const { id, failure } of sources) {
    if (failure) list.note(failure);
    list.settle((settled) => settled === id);
  }
}

function listening(list: ChoiceList): CommandListener {
  return {
    ...noPerson("the terminal shows a list"),
    tell: (notice) => list.note(notice),
    surroundings: async () => ownSurroundings(),
    roles: (source, roles) => list.addRoles(source, roles),
    over: () => {},
  };
}

function nothingThere(source: string | undefined): ActasError {
  const reason = source ? `"${source}" lends you no role` : "there is nothing to choose from";
  return new ActasError("profile-not-found", `cannot show the list of targets: ${reason}`, {
    hints: source
      ? ["`actas exec --pick -- COMMAND` shows all other targets"]
      : ["`actas setup` sets up where to sign in", "`actas sandbox` is a made-up AWS to try it with"],
  });
}

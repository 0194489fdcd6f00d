import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { signInMethodsOf } from "../sources/registry.ts";
import { withSignIn } from "../sources/signed-in.ts";
import { definitionNamed, definitionsIn } from "./known-sources.ts";
import { type Readers, readFiles } from "./read-files.ts";
import { withoutRefused } from "./refuse-target.ts";
import type { RequestTools } from "./request-tools.ts";
import type { TargetFiles } from "./resolved-targets.ts";
import { rolesOfSource } from "./roles-in-profiles.ts";
import { type SignInParts, signInTools } from "./sign-in-tools.ts";

type RolesRequest = Extract<Request, { request: "roles" }>;
type Listed = Results["roles"]["sources"][number];
type Tools = Readers & SignInParts & Pick<RequestTools, "roleLists">;

interface Asked {
  readonly tools: Tools;
  readonly request: RolesRequest;
  readonly listener: Listener;
  readonly files: TargetFiles;
}

/**
 * Reports the roles of one source, signing in if need be, or of all sources with a sign-in, as they are found. A source
 * that fails does not keep the others back, unless it was the one that was named.
 */
export async function roles(tools: Tools, request: RolesRequest, listener: Listener): Promise<Results["roles"]> {
  const { environment, source } = request;
  const files = await readFiles(tools, environment);
  await tools.recall?.(listener, "nothing");
  const asked: Asked = { tools, request, listener, files };
  if (source) return { sources: [await rolesOfNamed(await definitionNamed(source, tools, environment), asked)] };
  const { sources } = await definitionsIn(tools, environment);
  return { sources: await Promise.all(sources.map((one) => rolesIfSignedIn(one, asked))) };
}

/** A source that cannot list its roles is listed by the profiles that are about it, if there are any. */
async function rolesOfNamed(source: SourceDefinition, asked: Asked): Promise<Listed> {
  const { files, listener, request, tools } = asked;
  try {
    (await signInMethodsOf(source)).requireList?.(source);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    const roles = rolesOfSource(source, files, request.environment);
    if (roles.length === 0) throw error;
    const { id, url } = source;
    listener.roles(id, inAccount(roles, request.accountId));
    const failure = `${error.message}; these are the roles of your profiles`;
    return { id, url, signedIn: tools.signIns.get(signInKey(source)) !== undefined, failure };
  }
  return rolesOf(source, asked);
}

async function rolesIfSignedIn(source: SourceDefinition, asked: Asked): Promise<Listed> {
  const { id, url } = source;
  if (!asked.tools.signIns.get(signInKey(source))) return { id, url, signedIn: false };
  try {
    return await rolesOf(source, { ...asked, request: { ...asked.request, interaction: "never" } });
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { id, url, signedIn: error.code !== "sign-in-required", failure: error.message };
  }
}

async function rolesOf(source: SourceDefinition, { tools, request, listener, files }: Asked): Promise<Listed> {
  const { id, url } = source;
  const { limits, refusals } = files;
  const send = (found: readonly RoleEntry[]): void => {
    listener.roles(id, withoutRefused(source, inAccount(found, request.accountId), refusals));
  };
  const { roleLists, signIns } = tools;
  const key = signInKey(source);
  const known = request.freshness === "refresh" ? undefined : roleLists.get(key, signIns.generation(key));
  if (known) {
    send(known.roles);
    return { id, url, signedIn: true, ageSeconds: known.ageSeconds };
  }
  const { freshness } = request;
  if (freshness === "held") return { id, url, signedIn: signIns.get(key) !== undefined };
  const methods = await signInMethodsOf(source);
  methods.requireList?.(source);
  const signingIn = signInTools(tools, request, listener, limits);
  // A listing that is refused half-way begins again, perhaps for another person: roles that were sent are not sent twice.
  const sent = new Set<string>();
  let all = new Map<string, RoleEntry>();
  const report = (found: readonly RoleEntry[]): void => {
    send(found.filter(({ name }) => !sent.has(name)));
    for (const role of found) {
      sent.add(role.name);
      all.set(role.name, role);
    }
  };
  const generation = await withSignIn(source, methods, signingIn, async (signIn) => {
    all = new Map();
    const whose = signIns.generation(key);
    await methods.listRoles(source, signIn, report, { ...signingIn, freshness });
    return whose;
  });
  roleLists.put(key, generation, [...all.values()]);
  return { id, url, signedIn: true };
}

/** The roles of one account; all of them without an account. */
function inAccount(roles: readonly RoleEntry[], accountId: string | undefined): readonly RoleEntry[] {
  return accountId === undefined ? roles : roles.filter((role) => role.accountId === accountId);
}

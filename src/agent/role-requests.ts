import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { signInKey } from "../cache/cache-key.ts";
import { mayUseHeld } from "../cache/held-for.ts";
import { definitionNamed, definitionsIn } from "../requests/known-sources.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { signInMethodsOf } from "../sources/registry.ts";
import type { RoleEntry } from "../sources/sign-in-methods.ts";
import { withSignIn } from "../sources/signed-in.ts";
import type { Agent } from "./agent.ts";
import type { Connection } from "./connection.ts";
import { signInTools } from "./sign-in-requests.ts";

type RolesRequest = Extract<Request, { request: "roles" }>;
type Listed = Results["roles"]["sources"][number];

/**
 * Roles of one source, signing in if need be, or of all sources that somebody is signed in to; sent as they are found.
 * A source that fails does not keep the others back, unless it was the one that was named.
 */
export async function roles(agent: Agent, request: RolesRequest, connection: Connection): Promise<Results["roles"]> {
  const { environment, source } = request;
  if (source) {
    const named = await definitionNamed(source, agent.vendor, environment);
    return { sources: [await rolesOf(named, agent, request, connection)] };
  }
  const { sources } = await definitionsIn(agent.vendor, environment);
  return { sources: await Promise.all(sources.map((one) => rolesIfSignedIn(one, agent, request, connection))) };
}

async function rolesIfSignedIn(
  source: SourceDefinition,
  agent: Agent,
  request: RolesRequest,
  connection: Connection,
): Promise<Listed> {
  const { id, url } = source;
  if (!agent.vendor.broker.parts.signIns.get(signInKey(source))) return { id, url, signedIn: false };
  try {
    return await rolesOf(source, agent, { ...request, interaction: "never" }, connection);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { id, url, signedIn: error.code !== "sign-in-required", failure: error.message };
  }
}

async function rolesOf(
  source: SourceDefinition,
  { roleLists, vendor }: Agent,
  request: RolesRequest,
  connection: Connection,
): Promise<Listed> {
  const { id, url } = source;
  const { signIns } = vendor.broker.parts;
  const key = signInKey(source);
  const send = (found: readonly RoleEntry[]): void => connection.send({ type: "roles", source: id, roles: found });
  const known = mayUseHeld(request) ? roleLists.get(key, signIns.generation(key)) : undefined;
  if (known) {
    send(known.roles);
    return { id, url, signedIn: true, ageSeconds: known.ageSeconds };
  }
  const methods = signInMethodsOf(source);
  const tools = signInTools(vendor, request, connection);
  // A listing that is refused half-way begins again, and what was sent is not sent twice.
  const all = new Map<string, RoleEntry>();
  const report = (found: readonly RoleEntry[]): void => {
    send(found.filter(({ name }) => !all.has(name)));
    for (const role of found) all.set(role.name, role);
  };
  const generation = await withSignIn(source, methods, tools, async (signIn) => {
    const whose = signIns.generation(key);
    await methods.listRoles(source, signIn, report, tools);
    return whose;
  });
  roleLists.put(key, generation, [...all.values()]);
  return { id, url, signedIn: true };
}

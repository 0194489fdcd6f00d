import { toCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { Request, Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { dockerEnv } from "../../delivery/docker-env.ts";
import { listedCredentials } from "../../requests/listed-credentials.ts";
import { environmentInContainer } from "../../requests/program-environment.ts";
import { refuseMode } from "../../requests/refuse-target.ts";
import { resolve, surroundingsOf } from "../../requests/resolve.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import type { Agent } from "../agent.ts";
import type { Connection } from "../socket/connection.ts";
import { containerHook } from "./container-hook.ts";
import type { Grant } from "./grant-record.ts";

/**
 * Gives the process that asked a grant for the container that it is about to start, and the files by which the engine
 * gives the container its variables and starts the relay in its network. Credentials come first, as for a program.
 */
export async function containerGrant(
  agent: Agent,
  { for: request, port, program, relay }: Extract<Request, { request: "container-grant" }>,
  connection: Connection,
): Promise<Results["container-grant"]> {
  const target = await resolve(agent.tools, request, "other", () => surroundingsOf(connection));
  refuseMode(target, "container");
  const credentials = await listedCredentials(agent.tools, target, request, connection);
  if (!connection.isOpen) throw new ActasError("cancelled", "cannot grant credentials: the command that asked is gone");
  const made = agent.grants.add({
    ...{ caller: connection.caller, holder: "container", program, request },
    target: target.name,
  });
  const { id, pid } = made.grant;
  agent.supply.begin(made.grant, target, credentials);
  agent.log(`grant ${id} for a container of pid ${pid}, target ${target.name}`);
  const surroundings = kindOf(target.source).commandOf(target.source)?.surroundings;
  // The engine is started with the user's own variables, so none is another.
  if (surroundings) agent.grants.keepSurroundings(made.grant, surroundings, []);
  const environment = environmentInContainer(target, request, { port, token: made.token });
  const files = agent.grants.writeForContainer(made.grant, {
    environment: dockerEnv(environment),
    hook: containerHook(relay, [String(pid), agent.paths.socket, id, String(port)]),
  });
  const unset = Object.keys(environment).filter((name) => environment[name] === null);
  return { grant: id, socket: agent.paths.socket, ...files, unset };
}

/** Makes a container's grant that of the relay, which the engine has started and which ends with the container. */
export async function takeOverGrant(
  { grants, log }: Agent,
  { grant: id }: Extract<Request, { request: "take-over-grant" }>,
  { caller }: Connection,
): Promise<Results["take-over-grant"]> {
  const grant = grants.list().find((each) => each.id === id && each.holder === "container" && !each.starter);
  if (!grant) throw ended();
  const { tokenHash } = grants.takeOver(grant, caller);
  log(`grant ${id} is now for the relay, pid ${caller.pid}`);
  return { tokenHash };
}

/** What a container has asked its relay for. Only that relay gets an answer. */
export async function relayedCredentials(
  { endpoint, grants }: Agent,
  { grant: id }: Extract<Request, { request: "relayed-credentials" }>,
  { caller }: Connection,
): Promise<Results["relayed-credentials"]> {
  const isCallers = (grant: Grant): boolean =>
    grant.id === id && grant.pid === caller.pid && grant.startTime === caller.startTime;
  const grant = grants.list().find(isCallers);
  if (!grant) throw ended();
  return { credentials: toCredentialsMessage(await endpoint.give(grant)) };
}

function ended(): ActasError {
  return new ActasError("access-denied", "cannot give credentials: the container's grant has ended", {
    hints: ["start the container again with `actas exec --container`"],
  });
}

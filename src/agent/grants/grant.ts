import type { Request, Results } from "../../agent-api/messages.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { ownReaderNotice } from "../../delivery/guarded-files/own-reader-notice.ts";
import { programFiles } from "../../delivery/guarded-files/program-files.ts";
import { homeCredentials } from "../../profiles/file-paths.ts";
import { actsAs } from "../../requests/acts-as.ts";
import { listedCredentials } from "../../requests/listed-credentials.ts";
import { environmentWithEndpoint } from "../../requests/program-environment.ts";
import { refuseMode } from "../../requests/refuse-target.ts";
import { resolve, surroundingsOf } from "../../requests/resolve.ts";
import { variablesOfOthers } from "../../requests/variables-of-others.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import type { Agent } from "../agent.ts";
import type { Connection } from "../socket/connection.ts";
import type { NewGrant } from "./grants.ts";

/**
 * Gets the credentials first, asking the user if need be, so that the program does not start without them; then gives
 * the process that asked a grant, which it keeps when it becomes the program.
 */
export async function grant(
  agent: Agent,
  { for: request, program }: Extract<Request, { request: "grant" }>,
  connection: Connection,
): Promise<Results["grant"]> {
  return grantBy(agent, request, connection, (target) =>
    agent.grants.add({ caller: connection.caller, program, target, request }),
  );
}

/** The same for a process that `add` has made the grant for, or found it. */
export async function grantBy(
  agent: Agent,
  request: CredentialRequest,
  connection: Connection,
  add: (target: string) => NewGrant,
): Promise<Results["grant"]> {
  const target = await resolve(agent.tools, request, "other", () => surroundingsOf(connection));
  refuseMode(target, "container");
  const others = await variablesOfOthers(agent.tools, target.name, request.environment);
  const credentials = await listedCredentials(agent.tools, target, request, connection);
  if (!connection.isOpen) throw new ActasError("cancelled", "cannot grant credentials: the command that asked is gone");
  const port = agent.endpoint.open();
  const made = add(target.name);
  const { id, pid, program } = made.grant;
  agent.supply.begin(made.grant, target, credentials);
  agent.log(`grant ${id} for pid ${pid}, target ${target.name}`);
  const files = await programFiles(request.environment, made.directory, agent.rivals);
  const notice = ownReaderNotice(program, target.name);
  if (notice && (await agent.rivals.hasKeys(homeCredentials(request.environment)))) connection.tell(notice);
  const environment = {
    ...environmentWithEndpoint(target, request, { port, ...made }),
    ...files,
    ...others,
  };
  const surroundings = kindOf(target.source).commandOf(target.source)?.surroundings;
  if (surroundings) agent.grants.keepSurroundings(made.grant, surroundings, Object.keys(environment));
  return { port, environment, actsAs: actsAs(target) };
}

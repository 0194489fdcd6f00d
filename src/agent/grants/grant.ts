import type { Request, Results } from "../../agent-api/messages.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { ownReaderNotice } from "../../delivery/guarded-files/own-reader-notice.ts";
import { programFiles } from "../../delivery/guarded-files/program-files.ts";
import { homeCredentials } from "../../profiles/file-paths.ts";
import { actsAs } from "../../requests/acts-as.ts";
import { listedCredentials } from "../../requests/listed-credentials.ts";
import { environmentWithEndpoint, environmentWithFile } from "../../requests/program-environment.ts";
import { refuseMode } from "../../requests/refuse-target.ts";
import { resolve, surroundingsOf } from "../../requests/resolve.ts";
import { variablesOfOthers } from "../../requests/variables-of-others.ts";
import type { Mode } from "../../settings/limits.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
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
  const { credentials, others, target } = await credentialsFor(agent, request, connection, "container");
  const port = agent.endpoint.open();
  const made = begin(agent, target, credentials, add);
  const variables = { ...environmentWithEndpoint(target, request, { port, ...made }), ...others };
  return { port, ...(await granted(agent, request, connection, { target, made, variables })) };
}

/** The same for a program that reads a credentials file and nothing else. */
export async function fileGrant(
  agent: Agent,
  { for: request, program }: Extract<Request, { request: "file-grant" }>,
  connection: Connection,
): Promise<Results["file-grant"]> {
  const { credentials, others, target } = await credentialsFor(agent, request, connection, "file");
  const made = begin(agent, target, credentials, (name) =>
    agent.grants.add({ caller: connection.caller, delivery: "file", program, target: name, request }),
  );
  const renewed = agent.renewedFiles.begin(made.grant, credentials);
  const variables = { ...environmentWithFile(target, request, renewed), ...others };
  return granted(agent, request, connection, { target, made, variables, renewed });
}

interface ForProgram {
  readonly target: ResolvedTarget;
  readonly credentials: Credentials;
  readonly others: EnvironmentChanges;
}

async function credentialsFor(
  agent: Agent,
  request: CredentialRequest,
  connection: Connection,
  mode: Mode,
): Promise<ForProgram> {
  const target = await resolve(agent.tools, request, "other", () => surroundingsOf(connection));
  refuseMode(target, mode);
  const others = await variablesOfOthers(agent.tools, target.name, request.environment);
  const credentials = await listedCredentials(agent.tools, target, request, connection);
  if (!connection.isOpen) throw new ActasError("cancelled", "cannot grant credentials: the command that asked is gone");
  return { target, credentials, others };
}

function begin(
  agent: Agent,
  target: ResolvedTarget,
  credentials: Credentials,
  add: (target: string) => NewGrant,
): NewGrant {
  const made = add(target.name);
  agent.supply.begin(made.grant, target, credentials);
  agent.log(`grant ${made.grant.id} for pid ${made.grant.pid}, target ${target.name}`);
  return made;
}

interface Begun {
  readonly target: ResolvedTarget;
  readonly made: NewGrant;
  /** By these the program finds the credentials. */
  readonly variables: EnvironmentChanges;
  /** The credentials file that is kept fresh for it, if it reads one. */
  readonly renewed?: string;
}

/** What is the same for every program, however it gets the credentials. */
async function granted(
  agent: Agent,
  request: CredentialRequest,
  connection: Connection,
  { target, made, variables, renewed }: Begun,
): Promise<Results["file-grant"]> {
  const files = await programFiles(request.environment, made.directory, agent.rivals, renewed);
  const notice = ownReaderNotice(made.grant.program, target.name);
  if (notice && (await agent.rivals.hasKeys(homeCredentials(request.environment)))) connection.tell(notice);
  const environment = { ...variables, ...files };
  const surroundings = kindOf(target.source).commandOf(target.source)?.surroundings;
  if (surroundings) agent.grants.keepSurroundings(made.grant, surroundings, Object.keys(environment));
  return { environment, actsAs: actsAs(target) };
}

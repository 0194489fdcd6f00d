import { type FromAgent, PROTOCOL, type Request, type Results, type Sent } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { isNewer, VERSION } from "../base/version.ts";
import { names } from "../requests/completion/names.ts";
import { credentials, environment, whoami } from "../requests/credential-requests.ts";
import type { RequestTools } from "../requests/request-tools.ts";
import { roles } from "../requests/role-requests.ts";
import { login, logout, renew } from "../requests/sign-in-requests.ts";
import { sources } from "../requests/source-requests.ts";
import { mfaDevices, userRoles } from "../requests/user-requests.ts";
import { RESOLVING, resolvingVariable, type Step } from "../targets/resolving.ts";
import type { Agent } from "./agent.ts";
import { containerGrant, relayedCredentials, takeOverGrant } from "./grants/container-grant.ts";
import { fileGrant, grant } from "./grants/grant.ts";
import { endShellGrants, shellGrant } from "./grants/shell-grant.ts";
import { type Right, requireRight, rightsOf } from "./socket/caller.ts";
import type { Connection } from "./socket/connection.ts";
import { sendError } from "./socket/listen-on-socket.ts";
import { parseRequest } from "./socket/parse-request.ts";
import { statusReport } from "./status-report.ts";

interface Handler<R extends Request> {
  readonly needs: Right;
  readonly answer: (agent: Agent, request: R, connection: Connection) => Promise<Results[R["request"]]>;
}
type Handlers = { readonly [K in Request["request"]]: Handler<Extract<Request, { request: K }>> };

/** What can be asked of the agent, one row each, sorted, with the right it needs. {@link rightsOf} says who has it. */
const HANDLERS: Handlers = {
  clear: { needs: "agent", answer: (agent, { kind }) => agent.clear(kind) },
  "container-grant": { needs: "credentials", answer: containerGrant },
  credentials: { needs: "credentials", answer: withTools(credentials) },
  "end-shell-grants": { needs: "credentials", answer: endShellGrants },
  environment: { needs: "credentials", answer: withTools(environment) },
  "file-grant": { needs: "credentials", answer: fileGrant },
  grant: { needs: "credentials", answer: grant },
  login: { needs: "sign-ins", answer: withTools(login) },
  logout: {
    needs: "sign-ins",
    answer: ({ supply, tools }, request, connection) => logout(tools, request, connection, () => supply.forget()),
  },
  "mfa-devices": { needs: "credentials", answer: withTools(mfaDevices) },
  names: { needs: "sign-ins", answer: withTools(names) },
  programs: {
    needs: "reports",
    answer: async ({ grants }) => ({
      programs: grants.listRunning().map(({ program, target }) => ({ program, target })),
    }),
  },
  "relayed-credentials": { needs: "credentials", answer: relayedCredentials },
  renew: { needs: "sign-ins", answer: withTools(renew) },
  restart: {
    needs: "agent",
    answer: async (agent, _, { caller }) => ({
      ...(await agent.restart(caller)),
      replaced: { pid: process.pid, version: VERSION },
    }),
  },
  roles: { needs: "sign-ins", answer: withTools(roles) },
  "shell-grant": { needs: "credentials", answer: shellGrant },
  sources: { needs: "reports", answer: withTools(sources) },
  status: { needs: "reports", answer: statusReport },
  stop: { needs: "agent", answer: (agent, _, connection) => agent.stop((notice) => connection.tell(notice)) },
  "take-over-grant": { needs: "credentials", answer: takeOverGrant },
  "user-roles": { needs: "credentials", answer: withTools(userRoles) },
  whoami: { needs: "credentials", answer: withTools(whoami) },
};

/** An answer that is the same without an agent. */
function withTools<R extends Request>(
  answer: (tools: RequestTools, request: R, connection: Connection) => Promise<Results[R["request"]]>,
): Handler<R>["answer"] {
  return ({ tools }, request, connection) => answer(tools, request, connection);
}

/** When an answer takes longer than this, the command is told that it was heard: it waits two seconds for that. */
const FIRST_WORD_MS = 250;

/** Answers one request: with a result, an error, or the message that a newer agent takes over first. */
export async function handle(agent: Agent, line: string, connection: Connection): Promise<void> {
  using _ = agent.inUse();
  const late = setTimeout(() => connection.send({ type: "heard" }), FIRST_WORD_MS);
  try {
    connection.send(await answerTo(agent, line, connection));
  } catch (error) {
    if (!(error instanceof ActasError)) agent.log(`bug: ${error instanceof Error ? error.stack : "unknown"}`);
    sendError(connection, asActasError(error));
  } finally {
    clearTimeout(late);
    agent.renewedFiles.hurry();
  }
}

/** The version is looked at before the request is: a newer command may say what this agent does not understand. */
async function answerTo(agent: Agent, line: string, connection: Connection): Promise<FromAgent> {
  const { protocol, request, version, whole } = parseRequest(line);
  const { caller } = connection;
  const mayReplace = rightsOf(caller).includes(HANDLERS.restart.needs);
  if (mayReplace && isNewer(version, VERSION) && !ANSWERED_AT_ONCE.includes(request)) {
    if ((await agent.giveWay(version, caller)) === "restarts") return { type: "restarting" };
    connection.tell(`the agent is still version ${VERSION}: it could not be replaced; its log says why`);
  }
  if (protocol !== PROTOCOL) throw otherProtocol(version);
  const sent = fromWithin(agent.tools.commands.around(caller.pid), whole());
  const { answer, needs } = HANDLERS[sent.request];
  requireRight(caller, needs);
  if ("for" in sent && sent.for?.verbose) connection.wantDetails();
  const result = await answer(agent, sent as never, connection);
  return { type: "result", result };
}

/** Adds the variable that says which profile commands a request comes from: one of them may have removed it. */
function fromWithin(steps: readonly Step[], sent: Sent): Sent {
  if (steps.length === 0 || !("for" in sent) || !sent.for || sent.for.environment[RESOLVING]) return sent;
  const environment = { ...sent.for.environment, ...resolvingVariable(steps) };
  return { ...sent, for: { ...sent.for, environment } };
}

/** Requests that no successor answers: every version understands them, or a person who presses TAB waits for them. */
const ANSWERED_AT_ONCE = ["names", "programs", "restart", "stop"];

function otherProtocol(version: string): ActasError {
  const versions = `the agent is version ${VERSION}, this command is ${version}`;
  return new ActasError("agent-unreachable", `cannot answer: ${versions}`, {
    hints: ["`actas agent restart` with the command you want to use"],
  });
}

function asActasError(error: unknown): ActasError {
  if (error instanceof ActasError) return error;
  return new ActasError("bug", "cannot answer: this is a bug in the agent", {
    hints: ["`actas agent status` names the log that says more"],
  });
}

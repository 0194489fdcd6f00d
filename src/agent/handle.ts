import { type FromAgent, PROTOCOL, type Request, type Results, type Sent } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { isNewer, VERSION } from "../base/version.ts";
import type { Agent } from "./agent.ts";
import { answer } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { grant } from "./grant.ts";
import { sendError } from "./listen.ts";
import { statusReport } from "./status-report.ts";

type Handler<R extends Request> = (agent: Agent, request: R, connection: Connection) => Promise<Results[R["request"]]>;
type Handlers = { readonly [K in Request["request"]]: Handler<Extract<Request, { request: K }>> };

/** What can be asked of the agent, one line each, sorted. Whoever may open the socket may ask for all of it. */
const HANDLERS: Handlers = {
  clear: async (agent, { kind }) => ({ cleared: agent.clear(kind) }),
  credentials: ({ vendor }, request, connection) => answer(vendor, request, connection),
  environment: ({ vendor }, request, connection) => answer(vendor, request, connection),
  grant,
  restart: (agent, _, connection) => agent.restart(connection.pid),
  status: async (agent) => statusReport(agent),
  stop: async (agent) => agent.stop(),
  whoami: ({ vendor }, request, connection) => answer(vendor, request, connection),
};

/** Answers one request: with a result, an error, or the word that a newer agent takes over first. */
export async function handle(agent: Agent, sent: Sent, connection: Connection): Promise<void> {
  agent.used();
  try {
    connection.send(await answerTo(agent, sent, connection));
  } catch (error) {
    if (!(error instanceof ActasError)) agent.log(`bug: ${error instanceof Error ? error.stack : "unknown"}`);
    sendError(connection, asActasError(error));
  }
}

async function answerTo(agent: Agent, sent: Sent, connection: Connection): Promise<FromAgent> {
  if (isNewer(sent.version, VERSION) && sent.request !== "stop") {
    await agent.restart(connection.pid);
    return { type: "restarting" };
  }
  if (sent.protocol !== PROTOCOL) {
    throw new ActasError(
      "agent-unreachable",
      `cannot answer: the agent is version ${VERSION}, this command is ${sent.version}`,
      {
        hints: ["`actas agent restart` with the command you want to use"],
      },
    );
  }
  const result = await HANDLERS[sent.request](agent, sent as never, connection);
  return { type: "result", result };
}

function asActasError(error: unknown): ActasError {
  if (error instanceof ActasError) return error;
  return new ActasError("bug", "cannot answer: this is a bug in the agent", {
    hints: ["`actas agent status` names the log that says more"],
  });
}

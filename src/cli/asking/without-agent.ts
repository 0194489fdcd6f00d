import type { CommandListener, Listener } from "../../agent-api/exchange.ts";
import type { Request, Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { Cancelled } from "../../conversation/conversation.ts";
import { PersonRequired } from "../../conversation/person-required.ts";
import { lastingMemory } from "../../persistence/lasting-memory.ts";
import { credentials, environment, whoami } from "../../requests/credential-requests.ts";
import { createRequestTools, type RequestTools } from "../../requests/request-tools.ts";
import { roles } from "../../requests/role-requests.ts";
import { sources } from "../../requests/source-requests.ts";
import { mfaDevices, userRoles } from "../../requests/user-requests.ts";
import { keepFromDumps } from "../../system/processes/keep-from-dumps.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";

type Answer<R extends Request> = (
  tools: RequestTools,
  request: R,
  listener: Listener,
) => Promise<Results[R["request"]]>;
type Answers = { readonly [K in Request["request"]]?: Answer<Extract<Request, { request: K }>> };

/** The requests that a command can answer by itself: they need no earlier state. */
const ANSWERS: Answers = {
  credentials,
  environment,
  "mfa-devices": mfaDevices,
  roles,
  sources,
  "user-roles": userRoles,
  whoami,
};

/**
 * Answers a request within this command: the same broker, whose memory ends with the command but for what the user keeps.
 *
 * @throws {ActasError} `usage` for requests that need a process that keeps running
 */
export async function askWithoutAgent<R extends Request>(
  request: R,
  listener: CommandListener = terminalListener(),
): Promise<Results[R["request"]]> {
  const answer = await answererWithoutAgent();
  return answer(request, listener);
}

/** The same for a command that asks several times: what one answer needed is there for the next. */
export async function answererWithoutAgent(): Promise<Answerer> {
  keepFromDumps();
  const tools = createRequestTools(await lastingMemory());
  return (request, listener) => answered(tools, request, listener);
}

type Answerer = <R extends Request>(request: R, listener: CommandListener) => Promise<Results[R["request"]]>;

async function answered<R extends Request>(
  tools: RequestTools,
  request: R,
  listener: CommandListener,
): Promise<Results[R["request"]]> {
  const answer = ANSWERS[request.request];
  if (!answer) {
    const why =
      request.request === "file-grant" ? "only the agent renews a file" : "the container endpoint is the agent's";
    throw new ActasError("usage", `cannot do this with \`--no-agent\`: ${why}`, {
      hints: ["`--mode env` hands the credentials over in the environment"],
    });
  }
  const isVerbose = "for" in request && request.for?.verbose;
  const user = { ...alone(listener), ...(!isVerbose && { detail() {} }) };
  try {
    await tools.recall?.(user);
    return (await answer(tools, request as never, user)) as Results[R["request"]];
  } catch (error) {
    throw error instanceof PersonRequired && !tools.persistence ? inThisCommand(error) : error;
  } finally {
    await tools.persistence?.written();
    listener.over();
  }
}

/** What is typed for another command stays with that one: nothing is kept between them. */
function inThisCommand({ code, message, topic }: PersonRequired): ActasError {
  return new ActasError(code, message, {
    hints: [
      "run it in a terminal: with `--no-agent` it has nothing of what other commands are given",
      ...(topic.kind === "mfa-code" ? ["`--otp CODE` gives it a code"] : []),
    ],
  });
}

/** A signal that ends a question takes effect at once: there is no agent to tell first. */
export function alone(user: Listener): Listener {
  return {
    ...user,
    ask: (question, signal) =>
      user.ask(question, signal).catch((error: unknown) => {
        if (error instanceof Cancelled) error.takeEffect();
        throw error;
      }),
  };
}

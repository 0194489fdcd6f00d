import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { Cancelled, type Conversation } from "../conversation/conversation.ts";
import { credentials, environment, whoami } from "../requests/credential-requests.ts";
import { createRequestTools, type RequestTools } from "../requests/request-tools.ts";
import { keepFromDumps } from "../system/keep-from-dumps.ts";
import { terminalListener } from "./terminal/terminal-listener.ts";

/** What a command answers by itself. */
const ANSWERS = { credentials, environment, whoami };

type Answered = Extract<Request, { request: keyof typeof ANSWERS }>;

/**
 * Answers a request within this command: the same broker, whose memory ends with the command.
 *
 * @throws {ActasError} `usage` for what only a process that stays can do
 */
export async function askWithoutAgent<R extends Request>(request: R): Promise<Results[R["request"]]> {
  if (!isAnswered(request)) {
    throw new ActasError("usage", "cannot do this with `--no-agent`: the container endpoint is the agent's", {
      hints: ["`--mode env` hands the credentials over in the environment"],
    });
  }
  keepFromDumps();
  const answer: (...asked: [RequestTools, never, Conversation]) => Promise<unknown> = ANSWERS[request.request];
  return (await answer(createRequestTools(), request as never, alone(terminalListener()))) as Results[R["request"]];
}

function isAnswered(request: Request): request is Answered {
  return request.request in ANSWERS;
}

/** No one else is to be told first of a signal that ends a question. */
function alone(user: Conversation): Conversation {
  return {
    ...user,
    ask: (question, signal) =>
      user.ask(question, signal).catch((error: unknown) => {
        if (error instanceof Cancelled) error.takeEffect();
        throw error;
      }),
  };
}

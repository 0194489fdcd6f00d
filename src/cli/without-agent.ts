import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { ownSurroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
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
  const notices: Promise<void>[] = [];
  const conversation = throughTerminal(terminalListener(), notices);
  try {
    const answer: (...asked: [RequestTools, never, Conversation]) => Promise<unknown> = ANSWERS[request.request];
    return (await answer(createRequestTools(), request as never, conversation)) as Results[R["request"]];
  } finally {
    await Promise.all(notices);
  }
}

function isAnswered(request: Request): request is Answered {
  return request.request in ANSWERS;
}

function throughTerminal(listener: Listener, notices: Promise<void>[]): Conversation {
  return {
    async ask(question, signal) {
      const outcome = await listener.ask(question, signal);
      if ("code" in outcome) return outcome.code;
      if ("cannotAsk" in outcome) throw new CannotAsk(outcome.cannotAsk);
      outcome.after?.();
      throw new ActasError("cancelled", "cannot get the MFA code: the question was cancelled");
    },
    async openPage(page, signal) {
      const outcome = await listener.openPage(page, signal);
      if ("cannotAsk" in outcome) throw new CannotAsk(outcome.cannotAsk);
      if (signal.aborted) return;
      if ("cancelled" in outcome) outcome.after?.();
      throw new ActasError("cancelled", "cannot go on: the sign-in was cancelled");
    },
    surroundings: async () => ownSurroundings(),
    waiting() {},
    tell: (notice) => void notices.push(listener.notice(notice)),
  };
}

import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { ownSurroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import { answer, type CredentialsRequest } from "../requests/answer.ts";
import { createVendor } from "../requests/create-vendor.ts";
import { keepFromDumps } from "../system/keep-from-dumps.ts";
import { terminalListener } from "./terminal/terminal-listener.ts";

/**
 * Answers a request within this command: the same broker, whose memory ends with the command.
 *
 * @throws {ActasError} `usage` for what only a process that stays can do
 */
export async function askWithoutAgent<R extends Request>(request: R): Promise<Results[R["request"]]> {
  if (!isForCredentials(request)) {
    throw new ActasError("usage", "cannot do this with `--no-agent`: the container endpoint is the agent's", {
      hints: ["`--mode env` hands the credentials over in the environment"],
    });
  }
  keepFromDumps();
  const notices: Promise<void>[] = [];
  const conversation = throughTerminal(terminalListener(), notices);
  try {
    return (await answer(createVendor(), request, conversation)) as Results[R["request"]];
  } finally {
    await Promise.all(notices);
  }
}

function isForCredentials(request: Request): request is CredentialsRequest {
  return request.request === "credentials" || request.request === "environment" || request.request === "whoami";
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

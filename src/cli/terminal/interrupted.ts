import type { AskOutcome } from "../../agent-api/exchange.ts";

/** ^C, ^\ and ^D are the user's "no"; a command that is ended from outside leaves the question to the next. */
export function interrupted(signal: NodeJS.Signals | undefined): AskOutcome {
  const after = (): void => {
    if (signal) process.kill(process.pid, signal);
  };
  if (signal === "SIGTERM" || signal === "SIGHUP") {
    after();
    return { cannotAsk: "the command that waited for it was ended" };
  }
  return { cancelled: true, after };
}

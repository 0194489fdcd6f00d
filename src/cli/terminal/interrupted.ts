import { Cancelled, CannotAsk } from "../../conversation/conversation.ts";

/** ^C, ^\ and ^D are the user's "no"; a command that is ended from outside leaves the question to the next. */
export function interrupted(signal: NodeJS.Signals | undefined): CannotAsk | Cancelled {
  const takeEffect = (): void => {
    if (signal) process.kill(process.pid, signal);
  };
  if (signal === "SIGTERM" || signal === "SIGHUP") {
    takeEffect();
    return new CannotAsk("the command that waited for it was ended");
  }
  return new Cancelled(takeEffect);
}

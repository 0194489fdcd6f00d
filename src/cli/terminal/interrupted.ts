import { Cancelled, CannotAsk } from "../../conversation/conversation.ts";

/** ^C, ^\ and ^D are the user's "no". If a command is ended from outside, its question goes to another client. */
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

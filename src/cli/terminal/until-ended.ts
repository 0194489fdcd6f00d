import { peopleAreWatching, say } from "./say.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves, with the signal, when the user, or the process that started this command, wants it to end. */
export async function untilEnded(): Promise<NodeJS.Signals> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of SIGNALS) process.once(name, resolve);
  });
  // The terminal shows ^C, and the shell's prompt would follow in that line.
  if (signal === "SIGINT" && peopleAreWatching()) say("");
  return signal;
}

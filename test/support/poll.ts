import { join } from "node:path";

/** The command line of a program that asks the container endpoint all the time; see there. */
export const POLL = [process.execPath, join(import.meta.dir, "../agent/programs/poll.ts")] as const;

/** A program that runs until its standard input, a terminal, ends. */
export const WAIT = ["sh", "-c", "echo ready; read line"] as const;

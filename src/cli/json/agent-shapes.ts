import { z } from "zod/mini";
import { count, flag, list, text } from "./parts.ts";

const pid = z.int().check(z.describe("its process"));
const version = text("its version");

/** What the commands of `actas agent` print. */
export const AGENT_SHAPES = {
  "agent restart": z.strictObject({
    pid,
    version,
    replaced: z
      .optional(
        z.strictObject({
          pid,
          version: z.optional(text("its version; absent if it did not answer")),
        }),
      )
      .check(z.describe("the agent that ran before; absent: none did")),
    signInsKept: count("how many sign-ins the new agent has taken over"),
  }),
  "agent start": z.strictObject({ pid, version }),
  "agent status": z.strictObject({
    state: z.enum(["running", "not-running", "does-not-answer"]).check(z.describe("whether it can be asked")),
    pid: z.optional(z.int().check(z.describe("its process, as far as it is known"))),
    version: z.optional(version),
    socket: text("where it listens"),
    log: text("the file it writes its log to"),
  }),
  "agent stop": z.strictObject({
    stopped: list(
      z.strictObject({
        pid,
        answered: flag("whether it ended by itself; one that does not answer is killed"),
      }),
      "the agents that ran; empty: none did",
    ),
  }),
};

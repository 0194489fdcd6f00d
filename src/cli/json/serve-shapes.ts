import { z } from "zod/mini";
import { count, list, text, time } from "./parts.ts";

const at = {
  port: count("where it listens on this machine"),
  pid: z.int().check(z.describe("its process")),
};

/** What the commands of `actas serve` print. */
export const SERVE_SHAPES = {
  "serve status": z.strictObject({
    serving: list(
      z.strictObject({
        kind: z.enum(["container", "imds"]).check(z.describe("how programs get the credentials")),
        ...at,
        url: text("where programs ask"),
        startedAt: time("when it was started"),
        log: z.optional(text("the file with what it says; absent: it runs in the foreground")),
        page: z.optional(text("a link that opens its page, once; absent: it was started without `--web`")),
        target: z.optional(text("whose credentials it serves; absent: none has been chosen yet")),
        expiration: z.optional(time("when those that it has now end")),
        endless: z.optional(z.literal(true).check(z.describe("what it has now does not end"))),
        renewal: z.optional(time("when it gets the next ones")),
        problem: z.optional(
          z
            .strictObject({
              code: text("its kind"),
              message: text("what it is"),
              hints: list(z.string(), "what to do"),
            })
            .check(z.describe("why there are no credentials, or none for long")),
        ),
        lastFetch: z.optional(
          z
            .strictObject({
              at: time("when"),
              pid: z.optional(z.int().check(z.describe("the process, if the system tells"))),
              program: z.optional(text("what it runs")),
            })
            .check(z.describe("the last time that a program got credentials, to the second")),
        ),
      }),
      "what is served, by port",
    ),
  }),
  "serve stop": z.strictObject({ stopped: list(z.strictObject(at), "what has ended") }),
};

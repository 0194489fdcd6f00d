import { z } from "zod/mini";
import { CredentialShape, count, flag, LASTING, list, SOURCE, text, time } from "./parts.ts";

const port = z.optional(z.int().check(z.describe("the port of the container endpoint, once a program needed it")));

const TargetStatusShape = z.strictObject({
  target: text("the target"),
  source: text("what gives its first credentials"),
  role: z.optional(text("the last role that is assumed, or the one that the source lends")),
  account: z.optional(text("the account, if it is known without asking AWS")),
  held: flag("whether the agent holds its credentials"),
  expiration: z.optional(time("when they end")),
  asks: z
    .enum(["nothing", "mfa-code", "sign-in"])
    .check(z.describe("what the next command asks the user for before it has credentials")),
});

const KeptShape = z.strictObject({
  in: z.enum(["keyring", "pass", "file"]).check(z.describe("who has the key that it is sealed with")),
  path: text("where it is"),
  signIns: count("how many sign-ins"),
});

const ActsHereShape = z.strictObject({
  state: z
    .enum(["acting", "ended", "nothing"])
    .check(z.describe("ended: the grant, or the keys; nothing: perhaps it acts by means of others")),
  target: z.optional(text("what it acts as, or has acted as")),
  mode: z.optional(
    z
      .enum(["container", "env", "file"])
      .check(z.describe("from an endpoint that renews, in variables, or in a file that is kept fresh")),
  ),
  expiration: z.optional(time("when the credentials end; those from the endpoint are renewed before")),
});

/** What `status` prints. */
export const StatusShape = z.strictObject({
  agent: z
    .nullable(
      z.strictObject({
        pid: z.int().check(z.describe("its process")),
        version: text("its version"),
        startedAt: time("when it was started"),
        socket: text("where it listens"),
        port,
        warnings: list(z.string(), "what it noticed"),
      }),
    )
    .check(z.describe("null: none runs")),
  signIns: list(
    z.strictObject({ source: text("the id of the source"), url: SOURCE.url, ...LASTING }),
    "whom you are signed in to",
  ),
  credentials: list(CredentialShape, "what the agent holds"),
  grants: list(
    z.strictObject({
      pid: z.int().check(z.describe("the process of the program")),
      program: text("its name"),
      target: text("what it acts as"),
      startedAt: time("when it was started"),
    }),
    "the programs that use credentials",
  ),
  settingsProblem: z.optional(text("why `config.json` cannot be used, if it cannot")),
  kept: z.optional(list(KeptShape, "what outlives the agent, if anything does")),
  here: z.optional(ActsHereShape.check(z.describe("with `--here`: what the shell acts as"))),
  target: z.optional(TargetStatusShape.check(z.describe("with a target: all else is only what has to do with it"))),
});

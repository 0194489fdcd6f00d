import { z } from "zod/mini";
import { list, text } from "./parts.ts";

/** Where files are. */
export const PathsShape = z.strictObject({
  config: text("the AWS config file"),
  credentials: text("the AWS credentials file"),
  settings: text("the user's own settings"),
  sharedSettings: list(
    z.string(),
    "the folder of installed bundles and the files for all users; of a setting that several say, the first counts",
  ),
  sources: list(z.string(), "the folders of source files; of two with the same id, the one in the first counts"),
  maws: list(z.string(), "where a config.ini of Mozilla's maws is looked for; of two, each key of the first counts"),
  state: text("the directory of what is kept"),
  log: text("what the agent has done"),
  runtime: text("the directory of what the agent needs while it runs"),
  socket: text("where the agent listens"),
  program: text("this program"),
  ykman: z.optional(text("what reads YubiKeys, if it is there")),
});

/** What settings count, and where they come from. */
export const SettingsInEffectShape = z.strictObject({
  settings: list(
    z.strictObject({
      key: text("the setting, with a dot before a key of an object"),
      value: z.unknown().check(z.describe("its value, as the file has it")),
      origin: z
        .enum(["user", "bundle", "system", "default"])
        .check(z.describe("system: a file for all users; default: no file says it")),
      path: z.optional(text("the file that says it")),
    }),
    "what counts; of what adds up, such as `refuse` and `allow`, one for each file",
  ),
  ignored: list(
    z.strictObject({
      path: text("the file"),
      origin: z.enum(["bundle", "system"]).check(z.describe("as above")),
      problem: text("why it does not count, and whose it is"),
    }),
    "files that do not count, because other users could have written them",
  ),
});

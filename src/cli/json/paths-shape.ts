import { z } from "zod/mini";
import { list, text } from "./parts.ts";

/** Where files are. */
export const PathsShape = z.strictObject({
  config: text("the AWS config file"),
  credentials: text("the AWS credentials file"),
  settings: text("our settings"),
  sources: list(z.string(), "the folders of source files; of two with the same id, the one in the first counts"),
  maws: list(z.string(), "where a config.ini of Mozilla's maws is looked for; of two, each key of the first counts"),
  state: text("the directory of what is kept"),
  log: text("what the agent has done"),
  runtime: text("the directory of what the agent needs while it runs"),
  socket: text("where the agent listens"),
  program: text("this program"),
  ykman: z.optional(text("what reads YubiKeys, if it is there")),
});

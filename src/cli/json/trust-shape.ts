import { z } from "zod/mini";
import { list, SettingsShape, text, time } from "./parts.ts";

/** The project files that were trusted. */
export const TrustShape = z.strictObject({
  files: list(
    z.strictObject({
      path: text("the project file"),
      state: z.enum(["trusted", "changed", "doubtful", "gone"]).check(z.describe("what it is now")),
      updatedAt: time("when it was trusted"),
      content: SettingsShape.check(z.describe("what it said then, spelt as in the file")),
    }),
    "the project files",
  ),
});

import { z } from "zod/mini";
import { text } from "./parts.ts";

/** What the commands of `actas sandbox` print. */
export const SANDBOX_SHAPES = {
  "sandbox code": z.strictObject({
    serialNumber: text("the MFA device"),
    code: text("what it shows now"),
  }),
  "sandbox env": z.strictObject({
    name: text("the name of the sandbox"),
    url: text("where its AWS listens"),
    variables: z
      .record(z.string(), z.nullable(z.string()))
      .check(z.describe("the variables to set, by name; null: to remove")),
  }),
};

import { z } from "zod/mini";

/** What it is asked, on standard input: nothing of it is in its arguments or in its environment. */
export const AskedShape = z.discriminatedUnion("action", [
  z.object({ action: z.literal("get"), id: z.string() }),
  z.object({ action: z.literal("set"), id: z.string(), key: z.string() }),
  z.object({ action: z.literal("forget"), id: z.string() }),
]);

/** What it answers, on standard output. */
export const AnsweredShape = z.union([z.object({ key: z.nullable(z.string()) }), z.object({ problem: z.string() })]);

export type Asked = z.infer<typeof AskedShape>;
export type Answered = z.infer<typeof AnsweredShape>;

import { z } from "zod/mini";

/** What it is asked, on standard input: nothing of it is in its arguments or in its environment. */
export const KeyringQuestionShape = z.discriminatedUnion("action", [
  z.object({ action: z.literal("get"), id: z.string() }),
  z.object({ action: z.literal("set"), id: z.string(), key: z.string() }),
  z.object({ action: z.literal("forget"), id: z.string() }),
  /** Answered with the text in an age file; with null when the passphrase is another one. */
  z.object({ action: z.literal("age-open"), file: z.string(), passphrase: z.string() }),
  /** Answered with the age file. */
  z.object({ action: z.literal("age-seal"), text: z.string(), passphrase: z.string() }),
]);

/** Beside the question: how long it may take. */
export const LimitShape = z.object({ limitMs: z.number() });

export type KeyringQuestion = z.infer<typeof KeyringQuestionShape>;

/** What it answers, on standard output. */
export type KeyringAnswer = { readonly key: string | null } | { readonly problem: string };

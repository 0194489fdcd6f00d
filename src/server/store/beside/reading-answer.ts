import { z } from "zod/mini";

/** Within the folder of an embedded database: where the server that has it can be asked. */
export const SOCKET = "embedded.sock";

/** PostgreSQL's code for what a transaction that only reads cannot do. */
export const READ_ONLY = "25006";

/** A question: one statement, and its parameters. */
export const ReadingQuestionShape = z.strictObject({ text: z.string(), values: z.array(z.unknown()) });

export type ReadingQuestion = z.infer<typeof ReadingQuestionShape>;

/** The rows with their columns, each with the object id of its type; or what PostgreSQL says against the statement. */
export const ReadingAnswerShape = z.union([
  z.strictObject({
    columns: z.array(z.tuple([z.string(), z.number()])),
    rows: z.array(z.array(z.nullable(z.string()))),
  }),
  z.strictObject({ error: z.string(), code: z.exactOptional(z.string()) }),
]);

export type ReadingAnswer = z.infer<typeof ReadingAnswerShape>;

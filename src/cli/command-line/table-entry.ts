import type { CommandDefinition } from "../definitions/definition.ts";

/**
 * A command in the table. What it takes is made when somebody looks at it: that of all commands takes as long as
 * everything else before one is known.
 */
export interface TableEntry {
  readonly name: string;
  readonly summary: string;
  /** What help puts it under; absent: a word of other tools, which help does not show. */
  readonly heading?: string;
  readonly definition: () => CommandDefinition;
}

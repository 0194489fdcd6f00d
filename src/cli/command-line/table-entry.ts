import type { CommandDefinition } from "../definitions/definition.ts";
import type { Actions } from "./action.ts";

/** A command in the table. All is data, but for what the command does, which is loaded when it was typed. */
export interface TableEntry {
  readonly name: string;
  readonly summary: string;
  /** What help puts it under; absent: a word of other tools, which help does not show. */
  readonly heading?: string;
  readonly definition: CommandDefinition;
  readonly load: () => Promise<Actions>;
}

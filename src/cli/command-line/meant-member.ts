import { meantName } from "../../base/nearest-name.ts";
import type { CommandDefinition } from "../definitions/definition.ts";

/** The command of a group that was meant by a word that is none: `actas agent status` for `stat`. */
export function meantMember(word: string, group: string, definition: CommandDefinition): string | undefined {
  const member = meantName(word, membersOf(definition));
  return member && `actas ${group} ${member}`;
}

/** The hints that name a command or an option that was meant. */
export function meantHints(meant: string | undefined): readonly string[] {
  return meant ? [`did you mean \`${meant}\`?`] : [];
}

/** The names of the commands of a group, also those of other tools. */
export function membersOf({ commands = [] }: CommandDefinition): readonly string[] {
  return commands.flatMap(({ aliases = [], name }) => [name, ...aliases]);
}

import { meantName } from "../../base/nearest-name.ts";
import { jsonText } from "../../base/printable.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import { meantMember, membersOf } from "./meant-member.ts";
import { definitionLines } from "./typed/definition-lines.ts" with { type: "macro" };

/** The command that was meant by a word that is none, of the whole program or of a group. */
export function meantCommand(word: string, group?: string): string | undefined {
  const entry = COMMAND_TABLE.find(({ name }) => name === group);
  if (entry) return meantMember(word, entry.name, entry.definition());
  // The words of other tools come last, so that one of ours that is as near comes before them.
  const known = [...COMMAND_TABLE.filter(({ heading }) => heading), ...COMMAND_TABLE].map(({ name }) => name);
  const meant = meantName(word, known) ?? withGroup(word);
  return meant && `actas ${meant}`;
}

/** `list roles` for `roles`, whose group was left out. */
function withGroup(word: string): string | undefined {
  // What all commands take is made only if one of them has such a name.
  if (!definitionLines().includes(jsonText(word, "one-line"))) return undefined;
  const group = COMMAND_TABLE.find(({ definition }) => membersOf(definition()).includes(word));
  return group && `${group.name} ${word}`;
}

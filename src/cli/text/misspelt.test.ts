import { expect, test } from "bun:test";
import { CommanderError } from "commander";
import { commandLine } from "../command-line/command-line.ts";
import { COMMAND_TABLE } from "../command-line/command-table.ts";
import { actsItself, type CommandDefinition, type OptionDefinition } from "../definitions/definition.ts";
import { usageError } from "./usage-error.ts";

/** A command of ours as it is typed, and what it takes. */
interface Known {
  readonly words: readonly string[];
  readonly definition: CommandDefinition;
}

/** There are some thousand misspelt words, each read by a whole command line. */
const TIME_MS = 60_000;

const OURS: readonly Known[] = COMMAND_TABLE.filter(({ heading }) => heading)
  .map(({ definition, name }) => ({ definition: definition(), name }))
  .flatMap(({ definition, name }) => [
    { words: [name], definition },
    ...(definition.commands ?? []).map((member) => ({ words: [name, member.name], definition: member })),
  ]);

/** Without its last letter, and with two letters swapped. */
function misspellings(word: string): readonly string[] {
  const middle = Math.floor(word.length / 2);
  return [
    word.slice(0, -1),
    `${word.slice(0, middle - 1)}${word[middle]}${word[middle - 1]}${word.slice(middle + 1)}`,
  ].filter((one) => one !== word);
}

test("every misspelt command is answered with the nearest one", async () => {
  const names = OURS.map(({ words }) => words.at(-1));
  for (const { words } of OURS) {
    for (const typed of misspellings(words.at(-1)!)) {
      const group = COMMAND_TABLE.find(({ name }) => name === words[0])!.definition();
      // A group that takes an argument as well reads the word as that: see the scenario of help.
      if (names.includes(typed) || (words.length > 1 && actsItself(group) && group.arguments)) continue;
      expect([typed, await firstHint([...words.slice(0, -1), typed])]).toEqual([
        typed,
        meaning(`actas ${words.join(" ")}`),
      ]);
    }
  }
});

test(
  "every misspelt option of every command is answered with the nearest one",
  async () => {
    const taken = OURS.filter(({ definition }) => actsItself(definition)).flatMap(({ definition, words }) =>
      (definition.options ?? [])
        .filter(({ hidden }) => !hidden)
        .map((option) => ({ words, definition, long: longOf(option) })),
    );
    expect(taken.length).toBeGreaterThan(100);
    for (const { definition, long, words } of taken) {
      const others = (definition.options ?? []).map(longOf);
      for (const typed of misspellings(long.slice(2)).map((word) => `--${word}`)) {
        if (others.some((other) => other.startsWith(typed) && other !== long)) continue;
        expect([typed, await firstHint([...words, typed])]).toEqual([typed, meaning(long)]);
      }
    }
  },
  TIME_MS,
);

test("every misspelt value of an option with choices is answered with the nearest one", async () => {
  const taken = OURS.flatMap(({ definition, words }) =>
    (definition.options ?? []).flatMap((option) =>
      (option.hidden ? [] : (option.choices ?? []).filter(({ length }) => length > 3)).map((choice) => ({
        words,
        option,
        choice,
      })),
    ),
  );
  expect(taken.length).toBeGreaterThan(20);
  for (const { choice, option, words } of taken) {
    for (const typed of misspellings(choice)) {
      if (option.choices?.includes(typed)) continue;
      expect([typed, await firstHint([...words, longOf(option), typed])]).toEqual([typed, meaning(choice)]);
    }
  }
});

function longOf({ flags }: OptionDefinition): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? "";
}

function meaning(word: string): string {
  return `did you mean \`${word}\`?`;
}

async function firstHint(argv: readonly string[]): Promise<string | undefined> {
  const app = commandLine();
  const error = await app.parseAsync([...argv], { from: "user" }).catch((error) => error);
  if (!(error instanceof CommanderError)) throw error;
  return usageError(error, app, argv).hints[0];
}

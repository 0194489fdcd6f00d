import { ActasError } from "../../base/errors.ts";
import { printable } from "../../base/printable.ts";
import { shellArgument } from "../../base/shell-word.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import { problemsOf } from "../../source-files/source-definitions.ts";
import { knownBefore } from "../setup/known-before.ts";
import { askUser } from "../terminal/ask-user.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { table } from "../text/table.ts";

type Source = Pick<SourceDefinition, "id" | "url">;

/**
 * The id of the source to sign in to if the user named none: the only source, or else the one the user chooses.
 *
 * @throws {ActasError} `source-not-found` when there is none; `usage`, naming them, when no user can be asked;
 * `cancelled`
 */
export async function chooseSource(): Promise<string> {
  const { known } = await knownBefore();
  const { sources } = known;
  const [first, ...others] = sources;
  if (!first) throw noSources(problemsOf(known));
  if (others.length === 0) return first.id;
  const problem = askingProblem();
  if (problem) throw severalSources(sources, problem);
  const rows = sources.map(({ id, url }, index) => [`${index + 1}`, id, url]);
  const list = table(rows).map((row) => `  ${row}\n`);
  for (let prompt = `${list.join("")}actas: sign in to (number or name): `; ; prompt = "actas: number or name: ") {
    const chosen = sourceTyped(await askUser(prompt, "sign in"), sources);
    if (chosen) return chosen.id;
  }
}

/** The source with that number or name, or the only one whose name starts with the typed text. */
function sourceTyped(typed: string, sources: readonly Source[]): Source | undefined {
  const named = sources.find(({ id }) => id === typed) ?? sources[Number(typed) - 1];
  if (named || typed === "") return named;
  const [only, ...others] = sources.filter(({ id }) => id.startsWith(typed));
  return others.length === 0 ? only : undefined;
}

function noSources(problems: readonly string[]): ActasError {
  return new ActasError("source-not-found", "cannot sign in: there is no source to sign in to", {
    hints: [...problems, "`actas setup` adds one", "`actas sandbox` is for trying things out, without an AWS account"],
  });
}

function severalSources(sources: readonly Source[], problem: string): ActasError {
  const count = `there are ${sources.length} sources, none was named`;
  return new ActasError("usage", `cannot sign in: ${count}, and ${problem}`, {
    hints: sources.map(({ id, url }) => `\`actas login ${shellArgument(id)}\` signs in to ${printable(url)}`),
  });
}

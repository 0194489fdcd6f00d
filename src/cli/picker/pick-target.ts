import { ExitPromptError } from "@inquirer/core";
import type { Listener } from "../../agent-api/exchange.ts";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import { noPerson } from "../../conversation/no-person.ts";
import { profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { Interrupted } from "../../system/terminal/ask-on-terminal.ts";
import { withRawTerminal } from "../../system/terminal/raw-terminal.ts";
import { type AgentUse, ask } from "../ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import type { TargetRequest } from "../target/target-request.ts";
import { pick } from "./pick.ts";
import { type Choice, RoleChoices } from "./role-choices.ts";

/**
 * Lets the user choose among the roles of the sources that are signed in to, and the profiles; or among the roles of
 * one source. The list opens at once and fills while it is being looked through.
 *
 * @throws {ActasError} `cancelled`; `usage` when there is nobody to choose
 */
export async function pickTarget(
  source: string | undefined,
  agent: AgentUse,
  interaction: TargetRequest["interaction"],
): Promise<Choice["named"]> {
  if (interaction === "never") throw cannotShow("this command may not ask (`--non-interactive`)");
  if (agent === "unused" && source) throw nobodySignedIn(source);
  const choices = new RoleChoices();
  const chosen = await choose(choices, () => void fill(choices, source, agent));
  if (!chosen) throw cancelled();
  return chosen.named;
}

async function choose(choices: RoleChoices, fill: () => void): Promise<Choice | undefined> {
  try {
    return await withRawTerminal(({ input, output }) => {
      const picked = pick({ choices, columns: output.columns }, { input, output, clearPromptOnDone: true });
      // Thousands may come at once, and hold up what is drawn after them.
      setImmediate(fill);
      return picked;
    });
  } catch (error) {
    if (error instanceof CannotAsk) throw cannotShow(error.reason);
    const signal = error instanceof ExitPromptError ? "SIGINT" : error instanceof Interrupted && error.signal;
    if (signal === false) throw error;
    // As the user wanted; this process mostly ends here.
    if (signal) process.kill(process.pid, signal);
    throw cancelled();
  }
}

async function fill(choices: RoleChoices, source: string | undefined, agent: AgentUse): Promise<void> {
  const environment = requestEnvironment();
  const fromProfiles = async (): Promise<void> =>
    choices.addProfiles(profileNames(await readProfileFiles(environment)));
  const fromSources = async (): Promise<void> => {
    const request = { request: "roles", freshness: "cached", environment, interaction: "never" } as const;
    const { sources } = await ask(source ? { ...request, source } : request, agent, listening(choices));
    for (const { id, failure } of sources) if (failure) choices.note(`${id}: ${failure}`);
  };
  await Promise.all([
    ...(source ? [] : [noting(choices, fromProfiles)]),
    ...(agent === "used" ? [noting(choices, fromSources)] : []),
  ]);
  choices.complete();
}

/** What cannot be listed is said below the list; the rest can be chosen. */
async function noting(choices: RoleChoices, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    choices.note(error instanceof ActasError ? [error.message, ...error.hints].join("; ") : "some could not be read");
  }
}

function listening(choices: RoleChoices): Listener {
  return {
    ...noPerson("the terminal shows a list"),
    tell: (notice) => choices.note(notice),
    surroundings: async () => ownSurroundings(),
    roles: (source, roles) => choices.addRoles(source, roles),
  };
}

function cannotShow(reason: string, hint = "name the target"): ActasError {
  return new ActasError("usage", `cannot show the list of targets: ${reason}`, { hints: [hint] });
}

function nobodySignedIn(source: string): ActasError {
  const hint = `name the target; \`actas list roles --no-agent ${shellWord(source)}\` shows which there are`;
  return cannotShow(`with \`--no-agent\` nobody is signed in to "${source}"`, hint);
}

function cancelled(): ActasError {
  return new ActasError("cancelled", "cannot go on: no target was chosen");
}

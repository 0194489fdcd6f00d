import { appendFileSync, readFileSync } from "node:fs";
import { callsOf, freshCode } from "../../src/sandbox/control/control-client.ts";
import type { AwsClient } from "./pick-client.ts";
import { heading, INNER_WIDTH, PROMPT, proven, quote } from "./screen.ts";
import { hasEnded, type Stage } from "./stage.ts";
import { type Typed, typeCommand } from "./type-command.ts";

/** Something in the demo did not come out as it should. */
export class DidNotWork extends Error {
  override readonly name = "DidNotWork";
}

/** Who plays, and what they have at hand. */
export interface Player {
  readonly stage: Stage;
  readonly client: AwsClient;
  readonly interrupted: AbortSignal;
}

const ROLE = /arn:aws:sts::111122223333:assumed-role\/Dev\/[\w+=,.@-]+/;
const PROFILE_FOR_SDKS = `
[profile staging-for-sdks]
region = eu-west-1
credential_process = actas process staging
`;

/**
 * Shows the main job, step by step, and tries at each step that it did what it should.
 *
 * @throws {DidNotWork} at the first step that did not
 */
export async function playStory(player: Player): Promise<void> {
  showProfile(player);
  const first = await actForOneCommand(player);
  await actAgain(player, first);
  await serveAnSdk(player);
  const { pid } = await showStatus(player);
  await endAgent(player, pid);
}

function showProfile({ stage }: Player): void {
  heading("1  A profile with a role that wants a code of an MFA device");
  const config = readFileSync(stage.environment.AWS_CONFIG_FILE ?? "", "utf8");
  const lines = /^\[profile staging\]\n(?:\w.*\n)*/m.exec(config)?.[0].trimEnd().split("\n") ?? [];
  expectThat(
    lines.some((line) => line.startsWith("mfa_serial")),
    "the home directory has no such profile",
  );
  for (const line of lines.filter((one) => !/^(region|endpoint_url)\b/.test(one))) quote(line);
}

async function actForOneCommand(player: Player): Promise<Typed> {
  heading("2  Act as that role, for one command");
  const typed = await type(player, inOneLine("actas exec staging --", player.client.words));
  expectThat(typed.questions === 1, `${typed.questions} codes were asked for instead of 1`);
  const role = roleIn(typed);
  proven(`The code was typed by the demo, once. The program signed as\n   ${role}`);
  return typed;
}

async function actAgain(player: Player, first: Typed): Promise<void> {
  heading("3  Once more");
  const typed = await type(player, inOneLine("actas exec staging --", player.client.words));
  roleIn(typed);
  expectNoQuestion(typed);
  proven(`No code this time, and ${typed.seconds.toFixed(2)} s instead of ${first.seconds.toFixed(2)} s`);
}

async function serveAnSdk(player: Player): Promise<void> {
  heading("4  For programs started without actas: credential_process");
  appendFileSync(player.stage.environment.AWS_CONFIG_FILE ?? "", PROFILE_FOR_SDKS);
  for (const line of PROFILE_FOR_SDKS.trim().split("\n")) quote(line);
  quote("");
  expectNoQuestion(await type(player, "actas process staging"));
  const typed = await type(player, inOneLine("AWS_PROFILE=staging-for-sdks", player.client.words));
  roleIn(typed);
  expectNoQuestion(typed);
  proven("The program ran `actas process` itself, and signed as the same role");
}

async function showStatus(player: Player): Promise<{ pid: number }> {
  heading("5  What the agent holds");
  const { output } = await type(player, "actas status");
  const pid = Number(/\bpid (\d+)/.exec(output)?.[1]);
  expectThat(pid > 0, "no agent is running");
  const calls = await callsOf(player.stage.sandbox.url);
  const count = (name: string): number => calls.filter(({ action }) => action === name).length;
  expectThat(count("GetSessionToken") === 1 && count("AssumeRole") === 1, "AWS was asked more than once");
  proven("For all of this AWS was asked for one sign-in and one role");
  return { pid };
}

async function endAgent(player: Player, pid: number): Promise<void> {
  heading("6  Nothing stays");
  await type(player, "actas agent stop");
  expectThat(await hasEnded(pid), `the agent, process ${pid}, is still running`);
}

async function type(player: Player, line: string): Promise<Typed> {
  const { stage, interrupted } = player;
  const codeOf = (serialNumber: string): Promise<string> => freshCode(stage.sandbox.url, serialNumber);
  const typed = await typeCommand(line, { environment: stage.environment, codeOf, interrupted });
  expectThat(typed.status === 0, `the command ended with status ${typed.status}`);
  return typed;
}

/** The words as one line for the shell, broken where it would be too wide. */
function inOneLine(before: string, words: string): string {
  const line = `${before} ${words}`;
  return line.length + PROMPT.length <= INNER_WIDTH ? line : `${before} \\\n   ${words}`;
}

function roleIn({ output }: Typed): string {
  return ROLE.exec(output)?.[0] ?? fail("AWS did not see the role");
}

function expectNoQuestion({ questions }: Typed): void {
  expectThat(questions === 0, "a code was asked for again");
}

function expectThat(isTrue: boolean, otherwise: string): void {
  if (!isTrue) fail(otherwise);
}

function fail(why: string): never {
  throw new DidNotWork(why);
}

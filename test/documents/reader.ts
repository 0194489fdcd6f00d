import { TerminalScreen } from "../support/terminal-screen.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { comparable } from "./as-shown.ts";
import { type Block, commandsOf } from "./blocks.ts";
import { NOT_TYPED } from "./not-played.ts";
import type { Play, Screen } from "./plays.ts";
import { surroundings, writePrograms } from "./surroundings.ts";
import { type Answer, MARKS, TypedShell } from "./typed-shell.ts";

const PATIENCE_MS = 60_000;
const SIZE = { columns: 200, rows: 50 };

/** The last line of a block, when the command waits there for the reader. */
const QUESTION = /left: CODE$|waiting for you, up to/;

/** What a user answers with the words that the page shows. */
const QUESTIONS = [
  /trust it until it changes\? \[y\/N\] $/,
  /and shall it be installed\? \[y\/N\] $/,
  /actas: address: $/,
  /what will you call it\? \[\w+\] $/,
];

/** The list of roles, once it is complete. */
const LISTED = /^ {2}\d+ of [1-9]\d* · |^\d+ found, of/m;

/** Someone who types what a page shows, and looks at what is printed. */
export class Reader {
  readonly #world: World;
  readonly #shell: TypedShell;
  readonly #play: Play;

  private constructor(world: World, shell: TypedShell, play: Play) {
    this.#world = world;
    this.#shell = shell;
    this.#play = play;
  }

  /** Opens a terminal in a world. */
  static async begin(world: World, play: Play): Promise<Reader> {
    writePrograms(world.home);
    const env = { ...MARKS, ...surroundings(), ...play.environment };
    const session = world.terminalProgram(["bash", "--norc", "-i"], { env, size: SIZE });
    const reader = new Reader(world, new TypedShell(session), play);
    await reader.#shell.ready();
    await reader.#prepare("");
    return reader;
  }

  /** What is not as the block shows it. */
  async play(block: Block): Promise<readonly string[]> {
    const [first = ""] = block.lines;
    await this.#prepare(first);
    const screen = this.#play.screens?.[first];
    if (screen) return this.#look(block, screen);
    if (block.language === "text") return this.#compare(block, first);
    const wrong: string[] = [];
    for (const { command, output } of commandsOf(block)) {
      if (command in NOT_TYPED) continue;
      this.#shell.widen(widthOf(output));
      const typed = this.#play.instead?.[command] ?? this.#typed(command);
      const { lines, status } = await this.#shell.type(typed, this.#answers(output));
      const isRight = block.language === "sh" ? status === 0 : isAsShown(lines, output);
      if (!isRight) wrong.push(`${block.at}: \`${command}\` (status ${status}) prints\n${lines.join("\n")}`);
    }
    return wrong;
  }

  /** Leaves what the page has the reader enter. */
  async end(): Promise<void> {
    for (const command of this.#play.after ?? []) await this.#shell.type(command, this.#answers([]));
  }

  async #compare({ at, lines: shown }: Block, first: string): Promise<readonly string[]> {
    const command = this.#play.printedBy?.[first];
    if (!command) return [`${at}: no command prints it`];
    const { lines } = await this.#shell.type(command, this.#answers(shown));
    const isThere = comparable(lines).join("\n").includes(comparable(shown).join("\n"));
    return isThere ? [] : [`${at}: \`${command}\` prints\n${lines.join("\n")}`];
  }

  async #look(
    { at, lines }: Block,
    { command, keys, rows, environment: env = {} }: Screen,
  ): Promise<readonly string[]> {
    const size = { columns: 80, rows };
    const shown = comparable(lines.filter((line) => !line.startsWith("$ "))).join("\n");
    const session = this.#world.terminalProgram(["bash", "-c", command], { env, size });
    const screen = new TerminalScreen(session, size);
    await screen.shows(LISTED, PATIENCE_MS);
    if (keys) session.press(keys);
    const isShown = await screen.shows(new RegExp(`^${RegExp.escape(shown)} ?$`), PATIENCE_MS).then(
      () => true,
      () => false,
    );
    session.kill("SIGTERM");
    return isShown ? [] : [`${at}: the screen is\n${screen.text}`];
  }

  async #prepare(before: string): Promise<void> {
    for (const command of this.#play.before?.[before] ?? []) {
      const { status, lines } = await this.#shell.type(command, this.#answers([]));
      if (status !== 0) throw new Error(`\`${command}\` ended with status ${status}: ${lines.join("\n")}`);
    }
  }

  /** With the addresses of the sandbox in place of those of the internet. */
  #typed(line: string): string {
    const { url, startUrl } = this.#world.sandbox;
    return line
      .replaceAll("https://corp.awsapps.com/start", startUrl)
      .replaceAll("https://auth.yoyodyne.example", `${url}/yoyodyne`)
      .replaceAll("https://creds.example.com/api/", `${url}/lend/`);
  }

  /** What a user does when asked, or types according to the page. */
  #answers(shown: readonly string[]): readonly Answer[] {
    const world = this.#world;
    const last = shown.at(-1) ?? "";
    return [
      ...(this.#play.answers ?? []),
      {
        when: /MFA code of (\S+) \((\d+)\) for "[^"]+", \d+ s left: $/,
        answer: async ([, device, account], session) =>
          QUESTION.test(comparable([last])[0] ?? "") && last.endsWith(":")
            ? session.press("\x03")
            : session.type(await world.code(`arn:aws:iam::${account}:mfa/${device}`)),
      },
      ...QUESTIONS.map((when) => ({
        when,
        answer: ([question = ""]: RegExpExecArray, session: TerminalSession) => {
          const [before = ""] = question.split("[");
          const line = shown.find((one) => one.includes(before)) ?? "";
          session.type(
            this.#typed(/(?:\]|address:) (.+)/.exec(line)?.[1] ?? (before.includes("call it") ? "corp" : "yes")),
          );
        },
      })),
      {
        when: /type the code ([A-Z-]+) there/,
        answer: ([, userCode = ""]) => world.approve({ userCode }),
      },
      {
        when: /to sign in to "[^"]+", open\n {2}(http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+)\n(?:.*\n)*actas: waiting for you/,
        answer: ([, url = ""]) => world.visit(url),
      },
    ];
  }
}

/** The usual 80 columns, unless a page shows longer lines. */
function widthOf(output: readonly string[]): number {
  return output.every((line) => line.length <= 80) ? 80 : SIZE.columns;
}

/** Whether a command prints what a page shows; where that ends in a question, it shows no more. */
function isAsShown(printed: readonly string[], output: readonly string[]): boolean {
  const [lines, shown] = [comparable(printed.filter((line) => line !== "exit")), comparable(output)];
  const isQuestion = QUESTION.test(shown.at(-1) ?? "");
  return Bun.deepEquals(isQuestion ? lines.slice(0, shown.length) : lines, shown);
}

import { afterAll, describe, expect, test } from "bun:test";
import { inBothForms } from "./in-both-forms.ts";
import { PseudoTerminal } from "./pseudo-terminal.ts";

const program = inBothForms("ask");
afterAll(() => program[Symbol.dispose]());
const BACKSPACE = "\x7f";

describe.each(program.forms)("askOnTerminal() %s", (_, ASK) => {
  /** Runs a shell script in which `"$@"` is the asking program. */
  function shell(script: string): PseudoTerminal {
    return new PseudoTerminal(["sh", "-c", script, "sh", ...ASK]);
  }

  /** A shell with job control in which `"$@"` is the asking program. */
  function interactiveShell(): PseudoTerminal {
    const shell = ["bash", "--norc", "--noprofile", "--noediting", "-i", "-s", ...ASK];
    return new PseudoTerminal(shell, { PS1: "ready$ ", HISTFILE: "/dev/null", BASH_SILENCE_DEPRECATION_WARNING: "1" });
  }

  test("an answer is seen where it is typed, also where nothing was, which comes back", async () => {
    await using terminal = shell('stty -echo; "$@" "Code: "; echo then');
    await terminal.shows("Code: ");
    terminal.type("123456\r");
    expect(await terminal.ended()).toBe("Code: 123456\r\nanswer <123456>\r\nthen\r\n");
    expect(terminal.echoes).toBeFalse();
  });

  test("an answer can be corrected, whatever its letters", async () => {
    await using terminal = shell('"$@" "Name: "');
    await terminal.shows("Name: ");
    terminal.type(`wrong\x15Renéx${BACKSPACE}e\r`);
    await terminal.shows("answer <Renée>");
  });

  test("an empty line is an empty answer", async () => {
    await using terminal = shell('"$@" "Code: "');
    await terminal.shows("Code: ");
    terminal.type("\r");
    await terminal.shows("answer <>");
  });

  test("the terminal is asked also when the standard files are pipes", async () => {
    await using terminal = shell('echo not-the-answer | "$@" "Code: " 2>/dev/null | cat');
    await terminal.shows("Code: ");
    terminal.type("123456\r");
    await terminal.shows("answer <123456>");
  });

  test("a terminal in raw mode is read line by line and goes back to raw mode", async () => {
    await using terminal = shell('stty raw -echo; "$@" "Code: "; stty -a');
    await terminal.shows("Code: ");
    terminal.type("123456\r");
    await terminal.shows("answer <123456>");
    await terminal.shows("-icanon");
    await terminal.shows("-echo");
  });

  test("two questions in a row get a line each", async () => {
    await using terminal = shell('"$@" "First: " "Second: "');
    await terminal.shows("First: ");
    terminal.type("one\r");
    await terminal.shows("Second: ");
    terminal.type("two\r");
    expect(await terminal.ended()).toBe("First: one\r\nanswer <one>\r\nSecond: two\r\nanswer <two>\r\n");
  });

  test.each([
    ["^C", "\x03", "SIGINT", 130],
    ["^\\", "\x1c", "SIGQUIT", 131],
  ])("%s ends the program by its signal, and the terminal is as before", async (_, key, signal, exitCode) => {
    await using terminal = shell('stty -echo; ulimit -c 0; trap : INT QUIT; "$@" "Code: "; echo "status $?"');
    await terminal.shows("Code: ");
    terminal.type(`12${key}`);
    await terminal.shows(`Interrupted: interrupted by ${signal}`);
    await terminal.shows(`status ${exitCode}`);
    expect(terminal.echoes).toBeFalse();
  });

  test.each(["SIGTERM", "SIGHUP"] as const)(
    "%s brings the modes back before the program dies of it",
    async (signal) => {
      await using terminal = shell('stty -echo; exec "$@" "Code: "');
      await terminal.shows("Code: ");
      terminal.process.kill(signal);
      await terminal.shows(`interrupted by ${signal}`);
      expect(terminal.echoes).toBeFalse();
      await terminal.process.exited;
      expect(terminal.process.signalCode).toBe(signal);
    },
  );

  test("a signal that was ignored stays ignored", async () => {
    await using terminal = shell('trap "" HUP; exec "$@" "Code: "');
    await terminal.shows("Code: ");
    terminal.process.kill("SIGHUP");
    await Bun.sleep(60);
    terminal.type("123456\r");
    await terminal.shows("answer <123456>");
  });

  test("^D closes the question without an answer", async () => {
    await using terminal = shell('stty -echo; "$@" "Code: "; echo "status $?"');
    await terminal.shows("Code: ");
    terminal.type("\x04");
    await terminal.shows("Interrupted: the question was closed without an answer");
    await terminal.shows("status 1");
    expect(terminal.echoes).toBeFalse();
  });

  test("a question that is taken back takes along what was typed, and the next line is the next reader's", async () => {
    await using terminal = shell('"$@" "Code: " & wait=$!; echo pid $wait; wait $wait; read line; echo "next <$line>"');
    await terminal.shows("Code: ");
    terminal.type("half a ");
    await terminal.shows("half a ");
    process.kill(Number(/pid (\d+)/.exec(terminal.screen)?.[1]), "SIGUSR1");
    await terminal.shows("Error: taken back");
    expect(terminal.echoes).toBeTrue();
    terminal.type("line\r");
    await terminal.shows("next <line>");
  });

  test.each([
    ["marked as one", "\x1b[200~\r\n one \r\ntwo\r\n\x1b[201~", "\r"],
    ["that looks like keys", "one\rtwo\r", ""],
  ])("of a paste %s, the first line is the answer, and the rest is nothing's", async (_, paste, enter) => {
    await using terminal = shell('"$@" "First: " "Second: "; read line; echo "next <$line>"');
    await terminal.shows("First: ");
    terminal.type(paste);
    await terminal.shows("one");
    terminal.type(enter);
    await terminal.shows("answer <one>");
    await terminal.shows("Second: ");
    terminal.type(`${paste}${enter}`);
    await terminal.shows("answer <one>");
    terminal.type("line\r");
    await terminal.shows("next <line>");
  });

  test("^Z stops the program, and fg asks again", async () => {
    await using terminal = interactiveShell();
    await terminal.shows("ready$ ");
    terminal.type('"$@" "Code: "\r');
    await terminal.shows("\nCode: ");
    terminal.type("12\x1a");
    await terminal.shows("Stopped");
    await terminal.shows("ready$ ");
    expect(terminal.echoes).toBeTrue();
    terminal.type("fg\r");
    await terminal.shows("\nCode: ");
    terminal.type("123456\r");
    await terminal.shows("answer <123456>");
    await terminal.shows("ready$ ");
    expect(terminal.echoes).toBeTrue();
  });

  test("a stopped question that is continued in the background waits for the foreground", async () => {
    await using terminal = interactiveShell();
    await terminal.shows("ready$ ");
    terminal.type('"$@" "Code: "\r');
    await terminal.shows("\nCode: ");
    terminal.type("\x1a");
    await terminal.shows("Stopped");
    terminal.type("bg\rjobs\r");
    await terminal.shows("Running");
    await terminal.shows("ready$ ");
    terminal.type("fg\r");
    await terminal.shows("\nCode: ");
    terminal.type("123456\r");
    await terminal.shows("answer <123456>");
  });

  test("a background job is told so instead of being stopped", async () => {
    await using terminal = interactiveShell();
    await terminal.shows("ready$ ");
    terminal.type('"$@" "Code: " & wait\r');
    await terminal.shows("cannot ask: this command runs in the background");
  });

  test("without a terminal no question is asked", () => {
    const { stdout } = Bun.spawnSync(["setsid", "-w", ...ASK, "Code: "]);
    expect(stdout.toString()).toBe("cannot ask: there is no terminal\n");
  });
});

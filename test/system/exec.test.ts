import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inBothForms } from "./in-both-forms.ts";

const program = inBothForms("become-command");
const folder = mkdtempSync(join(tmpdir(), "actas-exec-"));
afterAll(() => {
  program[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

describe.each(program.forms)("becomeCommand() %s", (_, argv) => {
  /** Runs a bash script in which `"$@"` stands for the program under test. */
  function bash(script: string, environment: Record<string, string> = {}) {
    const env = { ...process.env, ...environment };
    const { stdout, stderr, exitCode, signalCode } = Bun.spawnSync(["bash", "-c", script, "bash", ...argv], { env });
    return { output: stdout.toString().trim(), errors: stderr.toString(), exitCode, signalCode };
  }

  test("keeps the pid", async () => {
    const process = Bun.spawn([...argv, "sh", "-c", "echo $$"], { stdout: "pipe" });
    expect(await process.stdout.text()).toBe(`${process.pid}\n`);
  });

  test("keeps session, process group, terminal and foreground", async () => {
    const screen: string[] = [];
    const terminal = { data: (_: unknown, bytes: Uint8Array) => void screen.push(new TextDecoder().decode(bytes)) };
    const process = Bun.spawn([...argv, "cat", "/proc/self/stat"], { terminal });
    await process.exited;
    process.terminal?.close();
    const [, , group, session, terminalNumber, foreground] = screen.join("").split(") ")[1]!.split(" ");
    expect([group, session, foreground]).toEqual(Array(3).fill(String(process.pid)));
    expect(terminalNumber).not.toBe("0");
  });

  test("passes on the exit status", () => {
    expect(bash('"$@" sh -c "exit 42"').exitCode).toBe(42);
  });

  test("dies of the command's signal", async () => {
    const process = Bun.spawn([...argv, "sh", "-c", "kill -TERM $$"]);
    await process.exited;
    expect(process.signalCode).toBe("SIGTERM");
  });

  test("hands down the files of <(…)", () => {
    expect(bash('"$@" diff <(echo same) <(echo same)')).toMatchObject({ output: "", errors: "", exitCode: 0 });
  });

  test.each([3, 251, 300])("hands down descriptor %i", (fd) => {
    expect(bash(`exec ${fd}< <(echo inherited); "$@" cat /dev/fd/${fd}`).output).toBe("inherited");
  });

  test("hands down a socket it was given", () => {
    const script = 'exec 7<>"/dev/tcp/127.0.0.1/$PORT"; "$@" readlink /proc/self/fd/7';
    using server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    expect(bash(script, { PORT: String(server.port) }).output).toStartWith("socket:");
  });

  test("hands down nothing that it opened itself", () => {
    const open = (run: string) => bash(`${run} ls /proc/self/fd`, { OPEN_SOCKETS: "1" }).output;
    expect(open('"$@"')).toBe(open(""));
  });

  test("lets a closed pipe end the command", () => {
    const { output, errors } = bash(`"$@" yes | head -1 >/dev/null; echo \${PIPESTATUS[0]}`);
    expect({ output, errors }).toEqual({ output: "141", errors: "" });
  });

  test("leaves signals, limits and privileges as they were", () => {
    const look =
      "grep -E '^(Sig(Pnd|Blk|Ign|Cgt)|ShdPnd|Umask|NoNewPrivs|Seccomp|Cap|Cpus_allowed_list|THP_enabled)' /proc/self/status; cat /proc/self/limits";
    const script = (run: string) => `trap "" HUP; ulimit -Sn 100; ${run} sh -c "${look}"; true`;
    expect(bash(script('"$@"')).output).toBe(bash(script("")).output);
  });

  test("keeps every byte of arguments", () => {
    const script = `"$@" printf '%s|' $'\\xff' '' $'a\\nb' 'é' '*' | od -An -tx1`;
    expect(bash(script).output).toBe("ff 7c 7c 61 0a 62 7c c3 a9 7c 2a 7c");
  });

  test("becomes words that are none of its own", () => {
    const INSTEAD = JSON.stringify(["sh", "-c", 'printf "%s|" "$0" "$@"', "zéro", "", "a b"]);
    expect(bash('"$@" printf its-own', { INSTEAD }).output).toBe("zéro||a b|");
    expect(bash('"$@"', { INSTEAD }).output).toBe("zéro||a b|");
  });

  test("keeps every byte of the environment", () => {
    const script = (run: string) => `export RAW=$'\\xff' ADDED='added é'; ${run} env -0 | grep -zv '^_=' | od -An -c`;
    expect(bash(script('"$@"')).output).toBe(bash(script("")).output);
  });

  test("sets and removes variables", () => {
    const show = `"$@" sh -c 'echo "$ADDED-\${REMOVED-unset}"'`;
    expect(bash(show, { ADDED: "before", REMOVED: "before" }).output).toBe("added é-unset");
  });

  test("takes O_NONBLOCK off a pipe that was written to", () => {
    const script = '"$@" grep flags /proc/self/fdinfo/1 | cat';
    expect(bash(script, { TOUCH_STDOUT: "1" }).output).toMatch(/touched\nflags:\s+01$/);
  });

  test("runs a script that does not say what runs it", () => {
    writeFileSync(join(folder, "script"), "echo from the script: $1\n");
    chmodSync(join(folder, "script"), 0o755);
    expect(bash(`"$@" ${folder}/script one`).output).toBe("from the script: one");
    expect(bash('"$@" script two', { PATH: `${folder}:${process.env.PATH}` }).output).toBe("from the script: two");
  });

  test.each([
    ["nothing-of-this-name", 127, 'cannot run "nothing-of-this-name": command not found'],
    ["/etc/passwd", 126, 'cannot run "/etc/passwd": permission denied'],
    ["/etc/passwd/x", 126, 'cannot run "/etc/passwd/x": not a directory'],
    ["", 2, "cannot run a command: none was given"],
  ])("says why %p does not run", (command, exitCode, output) => {
    expect(bash(`"$@" ${command}`, { PATH: "/usr/bin:/bin" })).toMatchObject({ output, exitCode });
  });
});

import { expect } from "bun:test";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../support/world.ts";
import { worldTest } from "../../support/world-test.ts";

const AS_WHOM = ["--", "sh", "-c", 'echo "as $ACTAS_TARGET"'];

worldTest(
  "what is trusted is what was shown, also when the file is another one by the time of the answer",
  async (world) => {
    const file = projectFile(world, { profile: "ben" });
    const terminal = world.terminal(["exec", "auto", ...AS_WHOM], { cwd: "project" });
    await terminal.waitFor(/"profile": "ben"[\s\S]*\[y\/N\]/);
    writeFileSync(file, JSON.stringify({ profile: "readonly" }));
    terminal.type("yes");
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain("as ben");
    const next = await world.run(["exec", "auto", ...AS_WHOM], { cwd: "project" });
    expect(next.status).toBe(125);
    expect(next.stderr).toContain("it has changed since it was trusted");
  },
);

worldTest("nor does it help to put another file, or a link to one, in its place", async (world) => {
  const file = projectFile(world, { profile: "ben" });
  writeFileSync(join(world.home, "other.json"), JSON.stringify({ profile: "readonly" }));
  const terminal = world.terminal(["trust"], { cwd: "project" });
  await terminal.waitFor(/\[y\/N\]/);
  renameSync(file, `${file}.old`);
  symlinkSync("../other.json", file);
  terminal.type("yes");
  expect(await terminal.exited).toBe(0);
  expect((await world.run(["trust", "list", "--json"])).stdout).toContain('"profile": "ben"');
  expect((await world.run(["process", "auto"], { cwd: "project" })).stderr).toContain("it has changed");
});

worldTest("a program without a person learns nothing that would answer in a person's place", async (world) => {
  const file = projectFile(world, { profile: "ben" });
  const digest = new Bun.CryptoHasher("sha256").update(await Bun.file(file).bytes()).digest("hex");
  const commands = [
    ...["process", "export", "whoami"].map((command) => [command, "auto"]),
    ["exec", "auto", "--", "touch", "ran"],
    ["exec", "--non-interactive", "auto", "--", "touch", "ran"],
    ["process", "--confirm-trust", "x", "auto"],
    ["trust"],
    ["trust", file],
    ["trust", "--show"],
    ["trust", "--digest", "x"],
    ["trust", "list"],
    ["trust", "list", "--json"],
    ["show"],
  ];
  const look = async (): Promise<void> => {
    for (const words of commands) {
      for (const env of [{}, { ACTAS_NON_INTERACTIVE: "1" }, { ACTAS_DEBUG: "1" }]) {
        const { stdout, stderr } = await world.run(words, { cwd: "project", env });
        expect(`${stdout}${stderr}`).not.toContain(digest);
        // A stack shows some of the program's own text.
        if (!("ACTAS_DEBUG" in env)) expect(`${stdout}${stderr}`).not.toMatch(/--(digest|confirm-trust)/);
      }
    }
  };
  await look();
  expect(await Bun.file(join(world.home, "project/ran")).exists()).toBe(false);
  // Trusted once, and changed since: the old digest is no way either.
  expect((await world.run(["trust", "--digest", digest], { cwd: "project" })).status).toBe(0);
  writeFileSync(file, JSON.stringify({ profile: "ben", region: "eu-west-1" }));
  expect((await world.run(["process", "auto", "--confirm-trust", digest], { cwd: "project" })).status).toBe(1);
});

worldTest("`trust --show` shows content and digest on the terminal, and nothing on standard output", async (world) => {
  const file = projectFile(world, { profile: "ben" });
  const terminal = world.terminalProgram(["sh", "-c", "actas trust --show >out; echo status $?"], { cwd: "project" });
  await terminal.waitFor(/status 0/);
  await terminal.exited;
  const digest = new Bun.CryptoHasher("sha256").update(await Bun.file(file).bytes()).digest("hex");
  expect(terminal.screen).toContain('"profile": "ben"');
  expect(terminal.screen).toContain(`its SHA-256 is ${digest}`);
  expect(await Bun.file(join(world.home, "project/out")).text()).toBe("");
  expect((await world.run(["process", "auto"], { cwd: "project" })).status).toBe(1);
});

worldTest("a link that leads nowhere does not make way for a file farther up", async (world) => {
  writeFileSync(join(world.home, ".actas.json"), JSON.stringify({ profile: "ben" }));
  const digest = new Bun.CryptoHasher("sha256")
    .update(await Bun.file(`${world.home}/.actas.json`).bytes())
    .digest("hex");
  expect((await world.run(["trust", "--digest", digest])).status).toBe(0);
  mkdirSync(join(world.home, "project"));
  expect((await world.run(["process", "auto"], { cwd: "project" })).status).toBe(0);
  symlinkSync("nowhere", join(world.home, "project/.actas.json"));
  const { status, stderr } = await world.run(["process", "auto"], { cwd: "project" });
  expect(status).toBe(1);
  expect(stderr).toContain("project/.actas.json: no such file or directory");
});

function projectFile({ home }: World, content: object): string {
  const path = join(home, "project/.actas.json");
  mkdirSync(join(home, "project"), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  return path;
}

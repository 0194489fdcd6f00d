import { expect, test } from "bun:test";
import { dirname, join, relative } from "node:path";
import { Glob } from "bun";

const SRC = join(import.meta.dir, "../../src");
const COMMANDS = [...new Glob("*.ts").scanSync(join(SRC, "cli/commands"))].filter((file) => !file.endsWith(".test.ts"));
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** What only the build runs. */
const MACRO = /^import .* with \{ type: "macro" \};$/gm;

interface Behind {
  /** Files of src/, by their paths in it. */
  readonly files: readonly string[];
  /** What is not a file: packages, and parts of the runtime. */
  readonly modules: readonly string[];
}

/** Everything that is loaded with a file, directly or through others; not what it loads later. */
async function loadedWith(file: string): Promise<Behind> {
  const files = new Set<string>();
  const modules = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    files.add(path);
    // Text, such as the functions of a shell, loads nothing.
    if (!path.endsWith(".ts")) return;
    const text = (await Bun.file(path).text()).replace(MACRO, "");
    for (const { kind, path: name } of transpiler.scanImports(text)) {
      if (kind === "dynamic-import") continue;
      if (name.startsWith(".")) await follow(join(dirname(path), name));
      else modules.add(name);
    }
  };
  await follow(join(SRC, file));
  return { files: [...files].map((path) => relative(SRC, path)), modules: [...modules] };
}

test.each([
  "agent-api/converse.ts",
  "agent-api/first-word.ts",
  "cli/command-line/unknown-command.ts",
  "cli/commands/agent.ts",
  "cli/commands/cache.ts",
  "cli/commands/config.ts",
  "cli/commands/exec.ts",
  "cli/commands/export.ts",
  "cli/commands/list.ts",
  "cli/commands/login.ts",
  "cli/commands/logout.ts",
  "cli/commands/process.ts",
  "cli/commands/status.ts",
  "cli/commands/whoami.ts",
  "cli/delivery/export-variables.ts",
  "cli/delivery/run-process.ts",
  "cli/run-exec.ts",
  "cli/terminal/say.ts",
  "profiles/read-profile-files.ts",
  "system/processes/exec.ts",
  "system/processes/inherited-descriptors.ts",
  "system/print.ts",
])("%s loads no module of the runtime, which costs 0.2 to 2 ms at every start or wait", async (file) => {
  expect((await loadedWith(file)).modules).toEqual([]);
});

test("a command line is read without a package, without what any command does, and without what help says of them", async () => {
  const { files, modules } = await loadedWith("cli/command-line/run-command.ts");
  expect(modules).toEqual([]);
  expect(files.filter((file) => /^cli\/(commands|definitions)\//.test(file))).toEqual([]);
});

test("the agent starts with the one package that takes less than a millisecond", async () => {
  const { modules } = await loadedWith("agent/run-agent.ts");
  expect(modules.filter((name) => name !== "bun" && !name.startsWith("node:"))).toEqual(["valibot"]);
});

test("what most commands load comes in one piece, with what reading a line and help share, and nothing else does", async () => {
  const loads = await Promise.all(EVERYDAY.map((name) => loadedWith(`cli/commands/${name}.ts`)));
  const files = loads.flatMap((one) => one.files);
  const unusual = await loadedWith("cli/command-line/run-unusual.ts");
  const line = await loadedWith("cli/command-line/run-command.ts");
  const shared = new Set([
    ...files.filter((file) => files.filter((one) => one === file).length >= MOST),
    ...line.files.filter((file) => unusual.files.includes(file)),
  ]);
  const together = await loadedWith("cli/command-line/loaded-together.ts");
  expect(together.modules).toEqual([]);
  expect(together.files.filter((file) => file !== "cli/command-line/loaded-together.ts").sort()).toEqual(
    [...shared].sort(),
  );
});

/** Commands that people type, and that end before anything is called. */
const EVERYDAY = [
  ...["agent", "cache", "config", "exec", "export", "list", "login", "logout", "process", "show", "status", "trust"],
  "whoami",
];
const MOST = 5;

test("what a command takes is only data: it loads nothing else", async () => {
  for (const file of new Glob("*.ts").scanSync(join(SRC, "cli/definitions"))) {
    if (file.endsWith(".test.ts")) continue;
    const { files, modules } = await loadedWith(`cli/definitions/${file}`);
    expect(modules).toEqual([]);
    expect(files.filter((one) => !DATA.test(one))).toEqual([]);
  }
});

const DATA = /^cli\/definitions\/|^base\/shells\.ts$|^source-files\/grant-type-named\.ts$/;

test("an agent that starts loads nothing of the sandbox, and nothing that only some requests or files need", async () => {
  const { files, modules } = await loadedWith("agent/run-agent.ts");
  expect(files.filter((file) => NOT_AT_ONCE.test(file))).toEqual([]);
  expect(modules.filter((name) => !/^(bun|node:(fs|fs\/promises|path|os)|valibot)$/.test(name))).toEqual([]);
});

const NOT_AT_ONCE =
  /^(sandbox|oauth|sources\/[a-z-]+|agent\/hand-over)\/|^(settings|source-files)\/.*-(shape|records)\.ts$/;

test("an agent that keeps sign-ins loads no more when it starts: what parses them waits for the first need", async () => {
  const { files, modules } = await loadedWith("persistence/open-persistence.ts");
  expect(modules.filter((name) => !/^(bun|node:(fs|path))$/.test(name))).toEqual([]);
  expect(files.filter((file) => /^(sources|source-files|targets)\//.test(file))).toEqual([]);
});

test("what is served is told to forget without what reads its records", async () => {
  const { modules } = await loadedWith("serve/forgotten-mark.ts");
  expect(modules.filter((name) => HEAVY.test(name))).toEqual([]);
});

/** Costs milliseconds, so a command that needs it loads it late. */
const HEAVY =
  /^(commander|zod(\/.*)?|jsonc-parser|oidc-provider|openid-client|@aws-sdk\/.*|node:(tty|net|http|crypto|util))$/;

test.each(COMMANDS)("commands/%s loads no other command, and nothing heavy", async (file) => {
  const { files, modules } = await loadedWith(`cli/commands/${file}`);
  expect(files.filter((one) => one.startsWith("cli/commands/"))).toEqual([`cli/commands/${file}`]);
  expect(modules.filter((name) => HEAVY.test(name))).toEqual([]);
});

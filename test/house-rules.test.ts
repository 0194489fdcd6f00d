import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { PACKAGE_HOME } from "./package-homes.ts";
import { GIVE_PLAIN_TEXT, HANDLE_PLAIN_TEXT } from "./plain-text-places.ts";
import { MAY_REVEAL, MAY_WRAP } from "./secret-places.ts";

const ROOT = join(import.meta.dir, "..");
const MOST_LINES = 220;

const sources = await Promise.all(
  [...new Glob("src/**/*.{ts,tsx}").scanSync(ROOT)]
    .filter((path) => !path.endsWith(".test.ts"))
    .map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })),
);

test("secrets are revealed only where listed", () => {
  expect(filesWith(".reveal()")).toEqual(Object.keys(MAY_REVEAL).sort());
});

test("secrets are wrapped only where listed", () => {
  expect(filesWith("new Secret(")).toEqual(Object.keys(MAY_WRAP).sort());
});

test("what handles secrets in plain text is listed, and neither wraps nor reveals", () => {
  const listed = Object.keys(HANDLE_PLAIN_TEXT);
  expect(listed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(listed.filter((path) => path in MAY_REVEAL || path in MAY_WRAP)).toEqual([]);
  const named = new RegExp(`import \\{[^}]*\\b(${GIVE_PLAIN_TEXT.join("|")})\\b[^}]*\\}`);
  const users = sources.filter(({ path, text }) => !path.startsWith("src/sandbox/") && named.test(text));
  const places = { ...MAY_REVEAL, ...MAY_WRAP, ...HANDLE_PLAIN_TEXT };
  expect(users.map(({ path }) => path).filter((path) => !(path in places))).toEqual([]);
});

function filesWith(words: string): string[] {
  return sources
    .filter(({ text }) => text.includes(words))
    .map(({ path }) => path)
    .sort();
}

test("npm packages stay in their folder", () => {
  const strays = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*"((?!\.|node:|bun)[\w@/.-]+)"/g)]
      .filter(([, name = ""]) => ![PACKAGE_HOME[name] ?? []].flat().some((home) => path.startsWith(home)))
      .map(([, name]) => `${path} imports ${name}`),
  );
  expect(strays).toEqual([]);
});

test("no file is long enough to do two things, tests neither", async () => {
  const all = ["src", "test", "bench", "scripts"].flatMap((folder) => [
    ...new Glob(`${folder}/**/*.{ts,tsx,mjs}`).scanSync(ROOT),
  ]);
  const texts = await Promise.all(all.map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })));
  const long = texts.filter(({ text }) => text.trimEnd().split("\n").length > MOST_LINES);
  expect(all.length).toBeGreaterThan(600);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("nothing writes through process.stdout or process.stderr, which truncates pipes", () => {
  const wrong = sources.filter(({ text }) => /process\.std(out|err)\b/.test(text)).map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test("only the C library is loaded, and in one place: Bun also looks for libraries in the current directory", () => {
  const wrong = sources.filter(({ path, text }) => /\bdlopen\b/.test(text) && path !== "src/system/libc.ts");
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

/** Places that look for a command of the user's own, as a shell would. */
const MAY_SEARCH_LIKE_A_SHELL: Record<string, string> = {
  "src/cli/acting/shell-fallback.ts": "it chooses between two errors, and runs nothing",
  "src/cli/delivery/container/run-in-container.ts": "the user has typed this command to be run",
  "src/cli/run-exec.ts": "the user has typed this command to be run",
  "src/cli/sandbox/run-in-sandbox.ts": "the user has typed this command to be run",
  "src/cli/setup/profiles/process-command.ts": "it asks what a shell would find, and runs nothing",
  "src/cli/target/target-left-out.ts": "it chooses a hint, and runs nothing",
  "src/cli/terminal/browser-commands.ts": "BROWSER gives a path, for which no folder of PATH is looked at",
};

test("programs are found by findProgram(), which passes over the folder one works in, but where listed", () => {
  expect(filesWith("Bun.which")).toEqual(Object.keys(MAY_SEARCH_LIKE_A_SHELL).sort());
});

test("src/base/ reads nothing of this process, and names no command or option of ours or of others", () => {
  const knows = /\bprocess\.\w|\bBun\.env\b|`(actas|aws) |`--[a-z]/;
  const base = sources.filter(({ path }) => path.startsWith("src/base/"));
  const wrong = base.filter(({ text }) => knows.test(text.replace(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "")));
  expect(base.length).toBeGreaterThan(10);
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("only src/system/ knows which operating system it runs on, and what only one of them has", () => {
  const knows = /\bIS_MACOS\b|\bprocess\.platform\b|\bos\.platform\b|"(darwin|linux)"|["'`]\/proc\//;
  const wrong = sources.filter(({ path, text }) => knows.test(text) && !path.startsWith("src/system/"));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

/** Calls that print text unchanged: JSON that escapes invisible characters, and text that a shell evaluates. */
const MAY_PRINT_AS_IT_IS: Record<string, string> = {
  "src/cli/acting/act-as.ts": "a shell evaluates it",
  "src/cli/acting/end-use.ts": "the same",
  "src/cli/acting/enter-directory.ts": "the same",
  "src/cli/command-line/command-line.ts": "help is our own words",
  "src/cli/command-line/completion/complete.ts": "a shell reads it: names that are printable, a TAB, a printable text",
  "src/cli/command-line/run-help.ts": "help is our own words",
  "src/cli/command-line/run-unusual.ts": "the same",
  "src/cli/commands/completion.ts": "a shell evaluates it",
  "src/cli/commands/export.ts": "a shell evaluates it, or it is JSON of `src/delivery/`",
  "src/cli/commands/sandbox.ts": "a shell evaluates it",
  "src/cli/commands/server.ts": "it is JSON of `src/server/listener/access-log.ts`",
  "src/cli/commands/shell.ts": "a shell evaluates it",
  "src/cli/delivery/console/console-as.ts": "an address that was put together here",
  "src/cli/delivery/console/portal.ts": "the same",
  "src/cli/delivery/export-variables.ts": "a shell or another program reads it",
  "src/cli/delivery/run-export.ts": "a shell evaluates it",
  "src/cli/delivery/run-process.ts": "it is JSON of `src/delivery/`",
  "src/cli/list/list-roles.ts": "it is JSON of `src/cli/text/found-roles.ts`",
  "src/cli/list/list-targets.ts": "between two texts that are printable is a TAB",
  "src/cli/role-map/build-role-map.ts": "it is JSON of ASCII, as Mozilla's builder writes it",
  "src/cli/serve/print-variables.ts": "a shell or another program reads it",
  "src/cli/setup/keys/export-key.ts": "a file or a program reads it, never a terminal",
};

test("what is printed is JSON of `jsonText()` or lines that are printable, but where listed", () => {
  const front = sources.filter(({ path }) => /^src\/(cli|delivery|http)\//.test(path));
  const stringified = front.filter(({ text }) => text.includes("JSON.stringify")).map(({ path }) => path);
  expect(stringified).toEqual([]);
  const asItIs = front.filter(
    ({ text }) => /\bprint\b.*"\.\.\/.*print\.ts"/.test(text) && /\bprint\((?!jsonText\()/.test(text),
  );
  const listed = Object.keys(MAY_PRINT_AS_IT_IS);
  expect(asItIs.map(({ path }) => path).sort()).toEqual(listed);
  const terminal = sources.filter(({ text }) => /\bwriteSync\([12]\b|console\.(log|error)/.test(text));
  expect(terminal.map(({ path }) => path)).toEqual(["src/agent/hand-over/hand-over.ts"]);
});

test("one function sends requests, with its limits and without following redirects; the sandbox asks itself, and a page its listener", () => {
  const sends = sources.filter(({ text }) => /(?<![\w.])fetch\((?!\))|\.fetch\(|node:https?"/.test(text));
  // The browser runs what is in the second.
  const others = /^src\/(sandbox|page\/script)\//;
  // They have the shapes of `node:http`, for a handler that is called without a connection.
  const shapes = /^src\/http\/(node-exchange|oidc-provider\.d)\.ts$/;
  const elsewhere = sends.map(({ path }) => path).filter((path) => !others.test(path) && !shapes.test(path));
  expect(elsewhere).toEqual(["src/network/send.ts"]);
});

test("every port is opened in one place", () => {
  const opens = /\bBun\.(serve|listen|udpSocket)\b|createServer\(|import \{[^}]*\b(serve|listen)\b[^}]*\} from "bun"/;
  const opening = sources.filter(({ text }) => opens.test(text.replace(/^\s*(\/?\*|\/\/).*$/gm, "")));
  // The first opens the agent's socket, which has no port, as the last opens that of an embedded database; the third is
  // for a team, not for this machine.
  expect(opening.map(({ path }) => path).sort()).toEqual([
    "src/agent/socket/listen-on-socket.ts",
    "src/http/listen-on-loopback.ts",
    "src/server/listener/listen.ts",
    "src/server/store/beside/share-reading.ts",
  ]);
});

test("every package is pinned with its hash", async () => {
  const { packages } = await Bun.file(join(ROOT, "package-lock.json")).json();
  const all = Object.entries(packages as Record<string, { integrity?: string; link?: boolean }>);
  const loose = all.filter(([path, { integrity }]) => path !== "" && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
  expect(all.length).toBeGreaterThan(50);
  expect(loose.map(([path]) => path)).toEqual([]);
});

test("every path named in docs/ exists", async () => {
  const missing: string[] = [];
  // In Bun 1.4.5 one pattern of the form {*.md,docs/**/*.md} matches nothing.
  const docs = ["*.md", "{docs,src}/**/*.md"].flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)]);
  expect(docs).toContain("README.md");
  for (const doc of docs) {
    const text = await Bun.file(join(ROOT, doc)).text();
    for (const [, path = ""] of text.matchAll(/`((?:src|test|docs|scripts|bench)\/[\w./-]+)`/g)) {
      if (!existsSync(join(ROOT, path))) missing.push(`${doc}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
});

const HINTED = /\\`(?:eval "\$\()?(?:actas|aws|chmod|ls|ps|rm) (?:[^`\\]|\\(?!`))*\\`/g;

test("a command in a hint can be pasted: a name in it is one word of the shell, and no option", () => {
  const hinted = sources.flatMap(({ path, text }) =>
    [...text.matchAll(HINTED)].map(([command]) => ({ command, path })),
  );
  const wrong = hinted.flatMap(({ command, path }) =>
    [...command.matchAll(/\$\{([^}]*)\}(.?)/g)]
      .filter(([, name = "", after]) => !MAY_STAND.some((way) => way.test(name)) || (isLast(name) && after === " "))
      .map(([, name]) => `${path}: ${name}`),
  );
  expect(hinted.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

/**
 * How commands in hints name things. The rest is not chosen by the user: a known option, the name of a grant, a number,
 * a known command, and a target that was written by one of these functions.
 */
const MAY_STAND = [/^(shellArgument|shellOption|inShell)\(/, /^(flag|other|holder\.pid|command|target|port)$/];

/** After this nothing is an option any more. */
function isLast(name: string): boolean {
  return name.startsWith("shellArgument(");
}

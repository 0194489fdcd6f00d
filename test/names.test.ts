import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Glob } from "bun";

const ROOT = join(import.meta.dir, "..");

const sources = await Promise.all(
  [...new Glob("src/**/*.{ts,tsx}").scanSync(ROOT)]
    .filter((path) => !path.endsWith(".test.ts"))
    .map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })),
);

test("a folder has room: what is in it, tests included, can be read at one look", () => {
  const folders = [...new Set(sources.map(({ path }) => dirname(path)))];
  const full = folders.filter((folder) => readdirSync(join(ROOT, folder)).length > (MOST_ENTRIES[folder] ?? MOST));
  expect(full).toEqual([]);
});

test("no file is named after its shape", () => {
  const shapes = /\/(utils?|helpers?|common|misc|types|interfaces|models|services?|manager|index)\b/;
  expect(sources.map(({ path }) => path).filter((path) => shapes.test(path))).toEqual([]);
});

/** Entries of a folder. The commands' own is what is looked at first; the words of targets are one subject. */
const MOST = 40;
const MOST_ENTRIES: Record<string, number> = { "src/cli": 20, "src/targets": 50 };

/** Files whose exports are equals, none of them the main one. */
const NAMED_FOR_A_GROUP: Record<string, string> = {
  "src/agent-api/question-messages.ts": "questions and answers to messages, and back",
  "src/agent-api/relay-arguments.ts": "the arguments of two processes",
  "src/base/record.ts": "what the fields of a record are made of",
  "src/cli/command-line/loaded-together.ts": "it exports nothing",
  "src/cli/definitions/project.ts": "the commands about the project file",
  "src/cli/definitions/sign-in.ts": "the commands about signing in",
  "src/cli/json/parts.ts": "what several shapes of output are made of",
  "src/iam-policies/policy-grammar.ts": "the grammar that all kinds of policies share",
  "src/keyring/age-text.ts": "how the text of an age file is opened, and sealed",
  "src/main.ts": "it exports nothing",
  "src/page/script/picking/main.ts": "it exports nothing",
  "src/page/script/serving/main.ts": "the same",
  "src/project-files/trust-store.ts": "what can be done with the store",
  "src/requests/credential-requests.ts": "functions bear the names of the requests they answer",
  "src/requests/known-sources.ts": "two ways to ask for the sources there are",
  "src/requests/program-environment.ts": "the environment with the endpoint, or with the keys",
  "src/requests/role-requests.ts": "the function bears the name of the request it answers",
  "src/requests/sign-in-requests.ts": "functions bear the names of the requests they answer",
  "src/requests/source-requests.ts": "the function bears the name of the request it answers",
  "src/requests/user-requests.ts": "functions bear the names of the requests they answer",
  "src/sandbox/control/control-client.ts": "a function for each call of the control interface",
  "src/sandbox/iam/policies.ts": "a function for each action about policies",
  "src/sandbox/team/team-settings.ts": "what the sandbox and the files of the team's server agree on",
  "src/server/store/embedded-files.d.ts": "it says what files of other kinds export",
  "src/shells/shell-text.d.ts": "it says what a file of another kind exports",
  "src/sources/registry.ts": "the tables of all sources",
  "src/system/desktop.ts": "what a desktop has",
  "src/system/network-namespace.ts": "which network a process is in, and how to get into it",
};

test("a file bears the name of its main export, or of what all its exports are", () => {
  const kebab = (name: string): string =>
    name
      .replaceAll("OAuth", "Oauth")
      .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
      .replaceAll("_", "-")
      .toLowerCase();
  const strays = sources.filter(({ path, text }) => {
    const name = /([^/]+?)(?:\.d)?\.tsx?$/.exec(path)?.[1] ?? "";
    const plural = /([a-z]+)s$/.exec(name)?.[1];
    const exports = [
      ...text.matchAll(/^\s*export (?:abstract |async )?(?:function|const|class|interface|type) (\w+)/gm),
    ];
    return !exports
      .map(([, exported = ""]) => kebab(exported))
      .some((one) => one.includes(name) || name.includes(one) || (plural && one.includes(plural)));
  });
  expect(strays.map(({ path }) => path).sort()).toEqual(Object.keys(NAMED_FOR_A_GROUP));
});

/** Rooms of the command line and of the sandbox, in plain words or in AWS's. */
const PLAIN_ROOMS = ["cli", "sandbox"];

test("every folder is a word of the map in src/README.md or of the glossary", async () => {
  const map = await Bun.file(join(ROOT, "src/README.md")).text();
  const glossary = await Bun.file(join(ROOT, "docs/concepts/glossary.md")).text();
  const words = [...glossary.matchAll(/^\*\*.*?\*\*:/gm)].map(([entry]) => entry.toLowerCase().replace(/[ _]/g, "-"));
  const folders = sources.flatMap(({ path }) => /^src\/(.+)\/[^/]+$/.exec(path)?.[1] ?? []);
  const unknown = [...new Set(folders)].filter((folder) => {
    if (PLAIN_ROOMS.includes(folder.split("/")[0]!) || map.includes(`\`${folder}/\``)) return false;
    const name = folder
      .split("/")
      .at(-1)!
      .replace(/s$|-files$/, "");
    return !words.some((entry) => entry.includes(name));
  });
  expect(unknown).toEqual([]);
  expect(words.filter((entry, index) => words.indexOf(entry) !== index)).toEqual([]);
});

test("no two types have one name; the sandbox keeps words of its own", () => {
  const names = sources
    .filter(({ path }) => !path.startsWith("src/sandbox/"))
    .flatMap(({ text }) => [...text.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm)])
    .map(([, name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

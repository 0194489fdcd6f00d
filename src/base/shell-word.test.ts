import { expect, test } from "bun:test";
import { shellArgument, shellOption, shellWord } from "./shell-word.ts";

const NAMES = [
  "dev",
  "my role",
  "it's; touch here",
  "$(id)",
  "`id`",
  "a&b",
  "https://x/start#/?a=b",
  "*",
  "~ana",
  "é",
  "",
];

test.each(NAMES)("%p comes back unchanged from a shell", (name) => {
  const { stdout } = Bun.spawnSync(["sh", "-c", `printf %s ${shellWord(name)}`]);
  expect(stdout.toString()).toBe(name);
});

test("ordinary words stay unquoted", () => {
  expect(["corp", "~/x", "https://x.awsapps.com/start"].map(shellWord)).toEqual([
    "corp",
    "'~/x'",
    "https://x.awsapps.com/start",
  ]);
});

test.each(["-x", "--all", "a b", "$(id)", "it's", "`id`"])("%p stays a value where a program reads options", (name) => {
  const read = (words: string): string => {
    const parser = `import { parseArgs } from "node:util";
      const options = { profile: { type: "string" } };
      const { values, positionals } = parseArgs({ options, allowPositionals: true });
      console.log(JSON.stringify([values.profile ?? null, ...positionals]));`;
    const { stdout } = Bun.spawnSync(["sh", "-c", `exec "$0" -e "$1" -- ${words}`, process.execPath, parser]);
    return stdout.toString();
  };
  expect(JSON.parse(read(shellArgument(name)))).toEqual([null, name]);
  expect(JSON.parse(read(`${shellOption("--profile", name)} dev`))).toEqual([name, "dev"]);
});

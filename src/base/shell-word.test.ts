import { expect, test } from "bun:test";
import { shellWord } from "./shell-word.ts";

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

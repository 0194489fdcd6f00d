import { expect } from "bun:test";
import { byCodePoint, pythonJson } from "../../src/role-map/mozilla/python-json.ts";
import { testNeeding } from "../support/needs.ts";

const LISTS = {
  team_ä: ["arn:aws:iam::111122223333:role/x", '\u2028 \u007f \u0000 " \\ / \t\n'],
  "\u{1f600}": ["emoji after the rest of what has sixteen bits"],
  "\uffee": ["before the emoji"],
  empty: [],
  Zeta: ["upper case first"],
  "10": ["numbers are texts"],
  "9": ["and sorted as such"],
  __proto__x: ["no trap"],
};

testNeeding("python3")("the files are what Python's json.dumps writes, to the byte", async () => {
  const script = "import json, sys; sys.stdout.write(json.dumps(json.load(sys.stdin), sort_keys=True, indent=4))";
  for (const lists of [LISTS, {}, { one: [] }]) {
    const child = Bun.spawn(["/usr/bin/python3", "-c", script], { stdin: "pipe", stdout: "pipe" });
    child.stdin.write(JSON.stringify(lists));
    await child.stdin.end();
    expect(pythonJson(lists)).toBe(await child.stdout.text());
  }
  expect(["\u{1f600}", "\uffee", "a"].toSorted(byCodePoint)).toEqual(["a", "\uffee", "\u{1f600}"]);
});

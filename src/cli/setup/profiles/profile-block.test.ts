import { expect, test } from "bun:test";
import { EditedFile } from "../../../profiles/edited-file.ts";
import { parseFile } from "../../../profiles/parse-file.ts";
import { blockOf, type GeneratedProfile, writeBlock } from "./profile-block.ts";

const PATH = "/home/ana/.aws/config";
const SETTINGS = { source: "corp", template: "{role}", region: "eu-west-1" };
const PROFILES: readonly GeneratedProfile[] = [
  { name: "dev", command: "actas process corp:1/dev" },
  { name: "ops", command: "actas process 'corp:1/o p'" },
];
const MINE = "# mine\n[profile mine]\nregion = eu-west-1\n";

function written(text: string, profiles = PROFILES, settings: typeof SETTINGS = SETTINGS): string {
  const file = new EditedFile(text, PATH);
  writeBlock(file, settings, profiles, blockOf(file, settings.source, PATH));
  return file.text;
}

test.each([MINE, "", MINE.trimEnd(), MINE.replaceAll("\n", "\r\n"), `\uFEFF${MINE}`])(
  "what is written into %p is read back, and goes again without a trace in the rest",
  (text) => {
    const after = written(text);
    expect(blockOf(new EditedFile(after, PATH), "corp", PATH)).toMatchObject({
      ...{ settings: SETTINGS, profiles: PROFILES, isTouched: false },
    });
    expect(parseFile(after, PATH).get("profile ops")?.settings.get("credential_process")).toBe(PROFILES[1]!.command);
    expect(written(after)).toBe(after);
    expect(written(after, []).trimEnd()).toBe(text.trimEnd());
  },
);

test("each source has its own block, and what follows a block stays", () => {
  const other = { ...SETTINGS, source: "a b" };
  const text = `${written(written(MINE), PROFILES.slice(0, 1), other)}\n[profile last]\n`;
  const one = written(text, PROFILES.slice(1));
  expect(one).toEndWith("\n[profile last]\n");
  expect(blockOf(new EditedFile(one, PATH), "a b", PATH)?.profiles).toEqual(PROFILES.slice(0, 1));
  expect(blockOf(new EditedFile(one, PATH), "corp", PATH)?.profiles).toEqual(PROFILES.slice(1));
});

test("a change by hand is noticed, but not another line end", () => {
  const isTouched = (text: string) => blockOf(new EditedFile(text, PATH), "corp", PATH)?.isTouched;
  const text = written(MINE);
  expect(isTouched(text.replaceAll("\n", "\r\n"))).toBeFalse();
  expect(isTouched(text.replace("# mine", "# yours"))).toBeFalse();
  expect(isTouched(text.replace("[profile ops]", "[profile ops]\noutput = json"))).toBeTrue();
  expect(
    isTouched(text.replace("region = eu-west-1\n\n[profile ops]", "region = us-east-1\n\n[profile ops]")),
  ).toBeTrue();
});

test("a block without a clear end is not written", () => {
  const text = written(MINE);
  const end = /^# actas setup profiles end .*\n/m;
  const begin = /^# actas setup profiles begin .*\n/m;
  const damaged = [
    ...[text.replace(end, ""), text.replace(begin, ""), text + text],
    ...[text.replace(begin, "# actas setup profiles begin {\n"), (end.exec(text)?.[0] ?? "") + text.replace(end, "")],
  ];
  for (const one of damaged) expect(() => written(one)).toThrow("between one begin line and one end line");
});

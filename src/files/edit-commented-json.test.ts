import { expect, test } from "bun:test";
import { parseCommentedJson } from "./commented-json.ts";
import { editCommentedJson } from "./edit-commented-json.ts";

const TEXT = `// for everybody
{
  "server": "corp", // the Identity Center
  "role": "111122223333/Dev",
  /* where it is */
  "region": "eu-west-1",
}
`;

test("a value is replaced in its place, and comments and other keys stay", () => {
  expect(editCommentedJson(TEXT, { role: "777788889999/ReadOnly", account: "777788889999" })).toBe(
    `// for everybody
{
  "server": "corp", // the Identity Center
  "role": "777788889999/ReadOnly",
  /* where it is */
  "region": "eu-west-1",
  "account": "777788889999",
}
`,
  );
});

test("a key is taken away, and one that is not there is no matter", () => {
  const edited = editCommentedJson(TEXT, { server: undefined, role: undefined, profile: "ben", mode: undefined });
  expect(parseCommentedJson(edited)).toEqual({ profile: "ben", region: "eu-west-1" });
  expect(edited).toContain("// for everybody");
});

import { expect, test } from "bun:test";
import { onelineRole, onelineRoleOfMairu, rolesAsJsonOfMairu, rolesAsText, rolesJson } from "./found-roles.ts";

const CORP = { id: "corp", url: "https://corp.awsapps.com/start", signedIn: true } as const;
const NONE = { profiles: new Set<string>() };
const FOUND = new Map([
  [
    "corp",
    [
      { name: "111122223333/ReadOnly", description: "main (main@example.com)", accountId: "111122223333" },
      { name: "111122223333/Admin" },
    ],
  ],
]);

test("text has the source's name and its roles in two columns", () => {
  expect(rolesAsText([CORP], FOUND, NONE)).toEqual([
    "corp",
    "    corp:111122223333/ReadOnly  main (main@example.com)",
    "    corp:111122223333/Admin",
  ]);
});

test("text says of a source why its roles are not there, or how old they are", () => {
  const sources = [
    { ...CORP, signedIn: false },
    { ...CORP, id: "slow", failure: "cannot list roles: throttled" },
    { ...CORP, id: "old", ageSeconds: 110 },
    { ...CORP, id: "new", ageSeconds: 5 },
  ];
  expect(rolesAsText(sources, new Map(), NONE).join("\n")).toBe(
    "corp  (not signed in: `actas login corp`)\n\nslow  (cannot list roles: throttled)\n\nold  (as of 2 min ago; `--refresh` asks anew)\n\nnew  (as of 5 s ago; `--refresh` asks anew)",
  );
});

test("one line has the target and the description; Mairu's has a blank in the target", () => {
  expect(onelineRole("corp", { name: "1/A", description: "main\n" }, NONE)).toBe("corp:1/A main<U+000A>");
  expect(onelineRole("corp", { name: "1/A" }, NONE)).toBe("corp:1/A");
  expect(onelineRole("contoso", { name: "very odd: name" }, NONE)).toBe("'contoso:very odd: name'");
  expect(onelineRoleOfMairu("corp", { name: "1/A", description: "main" })).toBe("corp 1/A main");
  expect(onelineRoleOfMairu("corp", { name: "1/A" })).toBe("corp 1/A");
});

test("names that look the same are told apart, and all are as wide as they are shown", () => {
  const roles = ["admin", "admin ", "admin\u200b"].map((name) => ({ name, description: "one" }));
  expect(rolesAsText([CORP], new Map([["corp", roles]]), NONE)).toEqual([
    "corp",
    "    corp:admin            one",
    "    'corp:admin<U+0020>'  one",
    "    'corp:admin<U+200B>'  one",
  ]);
  expect(roles.map((role) => onelineRole("corp", role, NONE))).toEqual([
    "corp:admin one",
    "'corp:admin<U+0020>' one",
    "'corp:admin<U+200B>' one",
  ]);
});

test("JSON has every source with its roles", () => {
  const [admin, readOnly] = ["111122223333/Admin", "111122223333/ReadOnly"];
  expect(rolesJson([CORP], FOUND).sources).toEqual([
    {
      ...CORP,
      roles: [
        {
          name: readOnly,
          description: "main (main@example.com)",
          accountId: "111122223333",
        },
        { name: admin },
      ],
    },
  ]);
});

test("JSON of Mairu has the names of Mairu", () => {
  expect(JSON.parse(rolesAsJsonOfMairu([CORP], FOUND))).toEqual({
    servers: [
      {
        server_id: "corp",
        server_url: CORP.url,
        logged_in: true,
        roles: [
          { name: "111122223333/ReadOnly", description: "main (main@example.com)", account_id: "111122223333" },
          { name: "111122223333/Admin" },
        ],
      },
    ],
  });
});

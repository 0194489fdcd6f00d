import { expect, test } from "bun:test";
import type { PageFound } from "../../../page/page-state.ts";
import { profileChoice } from "../choice.ts";
import { ChoiceList } from "../choice-list.ts";
import { foundOnPage } from "./found-on-page.ts";

const NO_OTHERS = { profiles: new Set<string>() };
const ARN = "arn:aws:iam::111122223333:role/Deploy";
const ROLES = [
  ["111122223333", "payments-prod", "Admin"],
  ["444455556666", "payments-dev", "Admin"],
  ["111122223333", "payments-prod", "ReadOnly"],
].map(([accountId = "", accountName = "", role]) => ({ name: `${accountId}/${role}`, accountId, accountName }));

function filled(): ChoiceList {
  const list = new ChoiceList();
  list.addRecent([profileChoice({ name: "staging" }, NO_OTHERS)]);
  list.addProfiles(
    ["staging", "ana", "deploy"],
    [
      { name: "staging", role: "Dev", accountId: "111122223333", region: "eu-west-1" },
      { name: "ana", role: "keys" },
      { name: "deploy", role: "Deploy", roleArn: ARN },
    ],
  );
  list.setSignIns(["contoso"]);
  list.addRoles("corp", ROLES);
  list.addRoles("team", [{ name: "deployer", description: "for releases" }]);
  return list;
}

const text = (all: readonly { readonly text: string }[]): string => all.map((piece) => piece.text).join("");

function inShort({ groups }: PageFound): readonly string[] {
  return groups.flatMap(({ accountId, rows, title }) => [
    `${text(title)} ${text(accountId)}`.trim(),
    ...rows.map(({ detail, name }) => `- ${text(name)} ${detail}`.trim()),
  ]);
}

test("what was chosen before is first, then profiles, and roles by account with name and number", () => {
  expect(inShort(foundOnPage({ text: "", most: 100 }, filled()))).toEqual([
    "Chosen before",
    "- staging Dev · 111122223333 · profile · eu-west-1",
    "Profiles",
    "- ana keys",
    "- deploy Deploy",
    "Not signed in",
    "- contoso sign in to see its roles …",
    "payments-prod 111122223333",
    "- Admin corp",
    "- ReadOnly corp",
    "payments-dev 444455556666",
    "- Admin corp",
    "team",
    "- deployer for releases",
  ]);
});

test("a search has the account of its best row on top, and marks what it found", () => {
  const found = foundOnPage({ text: "dev adm", most: 100 }, filled());
  expect(inShort(found)[0]).toBe("payments-dev 444455556666");
  expect(found.count).toBe(1);
  const [group] = found.groups;
  expect(group?.title).toEqual([{ text: "payments-" }, { text: "dev", found: true }]);
  expect(group?.rows[0]?.name).toEqual([{ text: "Adm", found: true }, { text: "in" }]);
});

test("no more rows are given than are wanted, and all are counted", () => {
  const found = foundOnPage({ text: "", most: 5 }, filled());
  expect(found.groups.flatMap(({ rows }) => rows)).toHaveLength(5);
  expect(found.count).toBe(8);
});

test("a role's ARN is what is copied where it is known, else the target; nothing for a sign-in", () => {
  const rows = foundOnPage({ text: "", most: 100 }, filled()).groups.flatMap((group) => group.rows);
  const copied = Object.fromEntries(rows.map(({ copied: what, name }) => [text(name), what]));
  expect(copied).toMatchObject({ deploy: ARN, ana: "ana", contoso: "", deployer: "team:deployer" });
});

import { expect, test } from "bun:test";
import { ChoiceList } from "./choice-list.ts";

const alias = { name: "shop", role: "Dev", accountId: "111122223333", target: "corp:111122223333/Dev" };

test("a name for a role is a row that is chosen by its name", () => {
  const list = new ChoiceList();
  list.addProfiles([], [], [alias]);
  expect(list.rows).toMatchObject([
    {
      name: "shop",
      where: "Dev",
      accountId: "111122223333",
      from: "name",
      typed: "shop",
      means: { kind: "target", named: { target: "shop" } },
    },
  ]);
});

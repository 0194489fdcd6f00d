import { expect, test } from "bun:test";
import type { RoleEntry } from "../../base/role-entry.ts";
import { TypedLine } from "../terminal/typed-line.ts";
import { ChoiceList } from "./choice-list.ts";
import { Picker } from "./picker.ts";
import { PLAIN } from "./style.ts";

const SIZE = { columns: 80, rows: 24 };
const DOWN = "\u000e";
const ENTER = "\r";

const role = (name: string, accountName: string): RoleEntry => ({
  name: `111122223333/${name}`,
  accountId: "111122223333",
  accountName,
});
/** A word in the middle of another; at the start of words; as the whole of a field. */
const [WORSE, BETTER, BEST] = [role("PreRead", "metadata"), role("ReadOnly", "data-lake"), role("Read", "Data")];

function picking(search: string, ...found: readonly RoleEntry[]) {
  const list = new ChoiceList();
  list.addRoles("corp", found);
  const picker = new Picker(list, search, PLAIN);
  picker.begin();
  picker.draw(SIZE);
  return {
    find: (...roles: readonly RoleEntry[]) => list.addRoles("corp", roles),
    draw: () => {
      picker.press(Buffer.from("\f"));
      return /^> (\S+)/m.exec(picker.draw(SIZE).replaceAll("\r", "\n"))?.[1];
    },
    press: (keys: string) => {
      for (const key of keys) picker.press(Buffer.from(key));
    },
    chosen: () => {
      const state = picker.state();
      return typeof state === "object" && state.result.kind === "chosen" ? state.result.choice.name : state;
    },
  };
}

test("while the list grows, the best row is selected until the user moves", () => {
  const { chosen, draw, find, press } = picking("data read", WORSE);
  expect(draw()).toBe("PreRead");
  find(BETTER);
  expect(draw()).toBe("ReadOnly");
  find(BEST);
  expect(draw()).toBe("Read");
  press(ENTER);
  expect(chosen()).toBe("Read");
});

test("the row that the user has moved to stays selected, wherever better rows push it", () => {
  const { chosen, draw, find, press } = picking("data read", BETTER, WORSE);
  press(DOWN);
  expect(draw()).toBe("PreRead");
  find(BEST);
  expect(draw()).toBe("PreRead");
  press(ENTER);
  expect(chosen()).toBe("PreRead");
});

test("another search selects its best row again", () => {
  const { draw, find, press } = picking("data", BETTER, WORSE);
  press(`${DOWN} read`);
  expect(draw()).toBe("ReadOnly");
  find(BEST);
  expect(draw()).toBe("Read");
});

test("Enter takes the row that the terminal shows, not one that arrived since", () => {
  const { chosen, find, press } = picking("data read", WORSE);
  find(BEST);
  press(ENTER);
  expect(chosen()).toBe("PreRead");
});

test("Enter right behind the last letter takes the best row for all letters", () => {
  const { chosen, press } = picking("", WORSE, BETTER, BEST);
  press(`lake${ENTER}`);
  expect(chosen()).toBe("ReadOnly");
});

test.each([1, 2, 3, 9, 15, 16, 17, 20])("in %d columns it can be searched all the same", (columns) => {
  const list = new ChoiceList();
  list.addRoles("corp", [BEST]);
  const picker = new Picker(list, "read 数", PLAIN);
  picker.begin();
  for (const keys of ["x", "\u0001", "\u0005"]) {
    picker.press(Buffer.from(keys));
    expect(picker.draw({ columns, rows: 4 })).toContain("\x1b[7m");
  }
});

test("a line takes no more than an answer may have, so that a whole clipboard of keys is read at once", () => {
  const line = new TypedLine("");
  line.insert("x".repeat(5000));
  const full = line.text.length;
  expect(full).toBeLessThan(5000);
  line.move("start");
  line.insert("y");
  expect(line.text).toBe("x".repeat(full));
  line.delete("right");
  line.insert("yy");
  expect(line.text).toBe(`y${"x".repeat(full - 1)}`);
});

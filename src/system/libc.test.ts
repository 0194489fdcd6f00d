import { expect, test } from "bun:test";
import { libc } from "./libc.ts";

test("the reason of a failed call is given in words", () => {
  const c = libc({ close: { args: ["i32"], returns: "i32" } });
  expect(c().close(-1)).toBe(-1);
  expect(c().errno()).toBe(9);
  expect(c().reason()).toBe("bad file descriptor");
});

test("the library is opened at the first call, and once", () => {
  const c = libc({ no_such_function: { args: [], returns: "void" } });
  expect(c).toThrow("no_such_function");
  const works = libc({ getpid: { args: [], returns: "i32" } });
  expect(works()).toBe(works());
  expect(works().getpid()).toBe(process.pid);
});

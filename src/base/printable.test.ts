import { expect, test } from "bun:test";
import { ActasError } from "./errors.ts";
import { printable } from "./printable.ts";

test("text cannot move the cursor, set a title, or turn the direction of writing", () => {
  expect(printable("a\u001b[2J\u001b]0;title\u0007b\u009b1m\u007fc\u202ed")).toBe("a[2J]0;titleb1mcd");
});

test("one line stays one line", () => {
  expect(printable("no\r\nactas: hint: \tyes\u0085.")).toBe("no actas: hint:  yes .");
});

test("text of any language stays as it is", () => {
  expect(printable("Größe 日本語 👩‍💻 שלום")).toBe("Größe 日本語 👩‍💻 שלום");
});

test("an error says nothing that is not printable, whoever worded it", () => {
  const { hints, message } = new ActasError("access-denied", "cannot\u001b[2J go", { hints: ["no\nactas: hint: x"] });
  expect([message, ...hints]).toEqual(["cannot[2J go", "no actas: hint: x"]);
});

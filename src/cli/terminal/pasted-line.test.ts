import { expect, test } from "bun:test";
import { PastedLine } from "./pasted-line.ts";

const ADDRESS = "http://127.0.0.1:1/oauth/callback?code=a&state=b";

test("a marked paste is a line when it ends, wherever the terminal broke it", () => {
  const line = new PastedLine();
  expect(line.add(`\u001b[200~${ADDRESS.slice(0, 20)}\r\n  `)).toBeUndefined();
  expect(line.add(`${ADDRESS.slice(20)}\n\u001b[201~`)).toBe(ADDRESS);
  expect(line.add(`\u001b[200~${ADDRESS}\u001b[201~`)).toBe(ADDRESS);
});

test("what is typed, or pasted without marks, ends with Enter", () => {
  expect(new PastedLine().add(`${ADDRESS}\r`)).toBe(ADDRESS);
  expect(new PastedLine().add(`\r\n${ADDRESS}\nmore`)).toBe(ADDRESS);
});

test("Backspace and Ctrl-U take back, and other keys do nothing", () => {
  const line = new PastedLine();
  expect(line.add("wrong\u0015htx\u007ftp\u001b[A\u001bOP\t\u0004é:/\u001b[200~\u001b[201~")).toBe("http:/");
});

test("there is an end to it", () => {
  expect(new PastedLine().add(`${"x".repeat(100_000)}\r`)).toHaveLength(16_384);
});

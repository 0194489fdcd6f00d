import { expect, test } from "bun:test";
import { fileNameOf, nameOfFile } from "./file-name.ts";

test.each(["session/ana", "Dev", "a b", "../../etc/passwd", ".", "é€😀", "%41", "x.sealed", "\0\n"])(
  "the name %j can be a file's, and is read back from it",
  (name) => {
    expect(fileNameOf(name)).toMatch(/^[a-z0-9_%-]+\.sealed$/);
    expect(nameOfFile(fileNameOf(name))).toBe(name);
  },
);

test("names that differ in capitals alone have two files, wherever they are", () => {
  expect(fileNameOf("Dev").toLowerCase()).not.toBe(fileNameOf("dev").toLowerCase());
});

test.each(["key", "lock", ".sealed", "Dev.sealed", "a.sealed.0b5a.new", "%zz.sealed", "%ff.sealed"])(
  "%s is no secret's file",
  (file) => {
    expect(nameOfFile(file)).toBeUndefined();
  },
);

test("a name that no file can have is refused", () => {
  expect(() => fileNameOf("x".repeat(300))).toThrow("its name is too long");
});

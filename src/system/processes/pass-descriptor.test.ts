import { afterEach, expect, test } from "bun:test";
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenUnix } from "../../agent-api/listen-unix.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { acceptUnix, closeUnix, connectUnix } from "../unix-socket.ts";
import { passDescriptor, takeDescriptor } from "./pass-descriptor.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Both ends of a connection. */
function pair(): { folder: string; one: number; other: number } {
  const folder = mkdtempSync(join(tmpdir(), "actas-pass-"));
  folders.push(folder);
  using directory = makePrivateDirectory(folder);
  const waiting = listenUnix(directory, join(folder, "a.sock"));
  expect(acceptUnix(waiting)).toBeUndefined();
  const one = connectUnix(join(folder, "a.sock"), 100);
  const other = acceptUnix(waiting);
  closeUnix(waiting);
  if (other === undefined) throw new Error("nothing has connected");
  return { folder, one, other };
}

test("a descriptor arrives as one of the same file, which is closed at exec, beside the text", () => {
  const { folder, one, other } = pair();
  const file = join(folder, "file");
  writeFileSync(file, "what is in it");
  const fd = openSync(file, "r");
  passDescriptor(one, { text: "here", fd });
  const taken = takeDescriptor(other);
  expect(taken?.text).toBe("here");
  expect(taken?.fd).not.toBe(fd);
  expect(fstatSync(taken?.fd ?? -1).ino).toBe(fstatSync(fd).ino);
  expect(readFileSync(`/proc/self/fdinfo/${taken?.fd}`, "utf8")).toMatch(/^flags:\s+0?2\d{6}$/m);
  for (const open of [fd, taken?.fd ?? -1]) closeSync(open);
  for (const open of [one, other]) closeUnix(open);
});

test("a text comes alone, nothing comes as long as nothing is sent, and an empty text when the other end has gone", () => {
  const { one, other } = pair();
  expect(takeDescriptor(other)).toBeUndefined();
  passDescriptor(one, { text: "why not" });
  expect(takeDescriptor(other)).toEqual({ text: "why not" });
  closeUnix(one);
  expect(takeDescriptor(other)).toEqual({ text: "" });
  expect(() => passDescriptor(other, { text: "too late" })).toThrow("broken pipe");
  closeUnix(other);
});

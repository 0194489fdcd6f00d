import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePrivateDirectory } from "../files/private-directory.ts";
import { closeUnix, connectUnix, peerOf, receiveWithin } from "../system/unix-socket.ts";
import { listenUnix, rejectWaitingClients } from "./listen-unix.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-listening-"));
const directory = makePrivateDirectory(folder);
afterAll(() => rmSync(folder, { recursive: true }));

test("a client waits until its connection is accepted, here by a listener of Bun", async () => {
  const path = join(folder, "adopted.sock");
  const fd = listenUnix(directory, path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const early = connectUnix(path, 0);
  expect(peerOf(early).pid).toBe(process.pid);
  const listener = (Bun.listen as unknown as (options: object) => { stop(): void })({
    fd,
    socket: { open: (socket: { end(text: string): void }) => socket.end("welcome"), data() {} },
  });
  await Bun.sleep(50);
  expect(new TextDecoder().decode(receiveWithin(early, 1_000))).toBe("welcome");
  closeUnix(early);
  listener.stop();
});

test("all waiting clients can be told something, and are then turned away", () => {
  const path = join(folder, "told.sock");
  const fd = listenUnix(directory, path);
  const waiting = [1, 2, 3].map(() => connectUnix(path, 0));
  rejectWaitingClients(fd, "no\n");
  for (const one of waiting) {
    expect(new TextDecoder().decode(receiveWithin(one, 1_000))).toBe("no\n");
    expect(receiveWithin(one, 1_000)).toEqual(new Uint8Array());
    closeUnix(one);
  }
  closeUnix(fd);
});

test("a socket that was left is replaced, any other file is not", () => {
  const path = join(folder, "left.sock");
  closeUnix(listenUnix(directory, path));
  closeUnix(listenUnix(directory, path));
  writeFileSync(join(folder, "notes"), "precious");
  expect(() => listenUnix(directory, join(folder, "notes"))).toThrow("something else is in its place");
});

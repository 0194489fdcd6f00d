import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathsFrom } from "../base/paths.ts";
import { closeUnix, connectUnix, receiveWithin } from "./unix-socket.ts";
import { writeBytes } from "./write-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-unix-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Somebody who listens and answers in capitals, in a process of its own: a connection here holds up everything. */
async function withListener(path: string, body: () => void): Promise<void> {
  const code = `Bun.listen({ unix: ${JSON.stringify(path)}, socket: {
    data(socket, bytes) { if (String(bytes) === "end") socket.end(); else socket.write(String(bytes).toUpperCase()); },
  } }); console.log("ready")`;
  const listener = Bun.spawn([process.execPath, "-e", code], { stdout: "pipe", stderr: "inherit" });
  try {
    await listener.stdout.getReader().read();
    body();
  } finally {
    listener.kill();
    await listener.exited;
  }
}

function whyNot(path: string): unknown {
  try {
    return closeUnix(connectUnix(path, 100));
  } catch (error) {
    return error;
  }
}

describe("a connection to a Unix socket", () => {
  test("carries what is sent there and back, says when nothing comes, and when the other end has gone", async () => {
    const path = join(folder, "listener.sock");
    await withListener(path, () => {
      const fd = connectUnix(path, 100);
      try {
        expect(receiveWithin(fd, 1)).toBeUndefined();
        expect(writeBytes(fd, "größe")).toBe(0);
        expect(new TextDecoder().decode(receiveWithin(fd, 5_000))).toBe("GRÖSSE");
        writeBytes(fd, "end");
        expect(receiveWithin(fd, 5_000)).toEqual(new Uint8Array());
      } finally {
        closeUnix(fd);
      }
    });
  });

  test("works at the longest path that is let through", async () => {
    const room = 107 - folder.length - 1;
    const path = join(folder, "s".repeat(process.platform === "darwin" ? room - 4 : room));
    expect(pathsFrom({ HOME: "/home/ana", ACTAS_AGENT_SOCK: path }, undefined, "").socket).toBe(path);
    await withListener(path, () => closeUnix(connectUnix(path, 100)));
  });

  test("tells nobody there, something else there, and what the system refuses apart", async () => {
    await Bun.write(join(folder, "file"), "");
    expect(whyNot(join(folder, "nothing"))).toMatchObject({ name: "NotConnected", why: "absent" });
    expect(whyNot(join(folder, "file"))).toMatchObject({ why: "absent" });
    expect(whyNot(join(folder, "file/below"))).toMatchObject({ why: "absent" });
    symlinkSync("loop", join(folder, "loop"));
    expect(whyNot(join(folder, "loop"))).toMatchObject({
      why: "refused",
      message: "too many levels of symbolic links",
    });
  });
});

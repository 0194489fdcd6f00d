import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathsFrom } from "../files/paths.ts";
import { closeUnix, connectUnix, hasHungUp, receiveWithin } from "./unix-socket.ts";
import { writeBytes } from "./write-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-unix-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A listener that answers in capitals, in its own process, because `connectUnix` blocks this one. */
async function withListener(path: string, body: (pid: number) => void): Promise<void> {
  const code = `Bun.listen({ unix: ${JSON.stringify(path)}, socket: {
    data(socket, bytes) { if (String(bytes) === "end") socket.end(); else socket.write(String(bytes).toUpperCase()); },
  } }); console.log("ready")`;
  const listener = Bun.spawn([process.execPath, "-e", code], { stdout: "pipe", stderr: "inherit" });
  try {
    await listener.stdout.getReader().read();
    body(listener.pid);
  } finally {
    listener.kill();
    await listener.exited;
  }
}

function whyNot(path: string, again: () => void = () => closeUnix(connectUnix(path, 100))): unknown {
  try {
    for (let times = 0; times < 5_000; times++) again();
    return "connected";
  } catch (error) {
    return error;
  }
}

describe("a connection to a Unix socket", () => {
  test("carries data both ways, and tells silence from the end of the connection", async () => {
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

  test("waits in the kernel while the queue of the listener is full, but not for ever", async () => {
    const path = join(folder, "busy.sock");
    await withListener(path, (pid) => {
      process.kill(pid, "SIGSTOP");
      const waiting: number[] = [];
      const begun = performance.now();
      const full = whyNot(path, () => waiting.push(connectUnix(path, 100)));
      // The backlog that Bun listens with, and one more.
      expect([waiting.length, full]).toEqual([513, expect.objectContaining({ name: "NotConnected", why: "busy" })]);
      expect(performance.now() - begun).toBeGreaterThan(90);
      Bun.spawn(["sh", "-c", `sleep 0.2; kill -CONT ${pid}`]);
      for (const fd of [...waiting, connectUnix(path, 10_000)]) closeUnix(fd);
    });
  });

  test("knows when the other end has gone, though what it sent can still be read", async () => {
    const path = join(folder, "gone.sock");
    await withListener(path, () => {
      const fd = connectUnix(path, 100);
      writeBytes(fd, "half");
      receiveWithin(fd, 5_000);
      expect(hasHungUp(fd)).toBe(false);
      writeBytes(fd, "end");
      receiveWithin(fd, 5_000);
      expect(hasHungUp(fd)).toBe(true);
      closeUnix(fd);
    });
  });

  test("works with the longest path allowed", async () => {
    const room = 107 - folder.length - 1;
    const path = join(folder, "s".repeat(process.platform === "darwin" ? room - 4 : room));
    expect(pathsFrom({ HOME: "/home/ana", ACTAS_AGENT_SOCK: path }, undefined, "").socket).toBe(path);
    await withListener(path, () => closeUnix(connectUnix(path, 100)));
  });

  test("tells apart no listener, something other than a socket, and a refusal of the system", async () => {
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

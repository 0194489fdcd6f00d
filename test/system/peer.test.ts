import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownUid } from "../../src/system/own-uid.ts";
import { LoopbackClients } from "../../src/system/ports/loopback-clients.ts";
import { peerOf, socketFd } from "../../src/system/unix-socket.ts";
import { testNeeding } from "../support/needs.ts";
import { inBothForms } from "./in-both-forms.ts";

const NOBODY = 65534;
const AS_NOBODY = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];

const program = inBothForms("connect");
const [, connect = []] = program.forms[1] ?? [];
const folder = mkdtempSync(join(tmpdir(), "actas-peer-"));
chmodSync(folder, 0o755);
afterAll(() => {
  program[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

/** What `look` says about the connection of a client that was started with `prefix`; and that client's pid. */
async function seen<Result>(prefix: readonly string[], address: "unix" | "tcp", look: (socket: Bun.Socket) => Result) {
  const { promise, resolve } = Promise.withResolvers<Result>();
  const socket = { data() {}, open: (socket: Bun.Socket) => resolve(look(socket)) };
  const unix = join(folder, crypto.randomUUID());
  using server =
    address === "unix" ? Bun.listen({ unix, socket }) : Bun.listen({ hostname: "127.0.0.1", port: 0, socket });
  if (address === "unix") chmodSync(unix, 0o777);
  const where = address === "unix" ? unix : String("port" in server && server.port);
  const client = Bun.spawn([...prefix, ...connect, address, where], { cwd: "/" });
  try {
    return { result: await promise, pid: client.pid };
  } finally {
    client.kill("SIGKILL");
  }
}

const peer = (socket: Bun.Socket) => peerOf(socketFd(socket));
const uid = ({ localPort, remotePort, remoteAddress }: Bun.Socket) =>
  new LoopbackClients({ address: "127.0.0.1", port: localPort }).uidOf({ address: remoteAddress, port: remotePort });

describe("who is at the other end", () => {
  test("a Unix socket tells pid and user", async () => {
    const { result, pid } = await seen([], "unix", peer);
    expect(result).toEqual({ pid, uid: ownUid() });
  });

  testNeeding("root")("a Unix socket tells another user", async () => {
    const { result, pid } = await seen(AS_NOBODY, "unix", peer);
    expect(result).toEqual({ pid, uid: NOBODY });
  });

  test("a loopback connection tells the user", async () => {
    expect((await seen([], "tcp", uid)).result).toBe(ownUid());
  });

  testNeeding("root")("a loopback connection tells another user", async () => {
    expect((await seen(AS_NOBODY, "tcp", uid)).result).toBe(NOBODY);
  });

  test("a descriptor that is not a Unix socket has no peer", () => {
    expect(() => peerOf(-1)).toThrow("cannot find out who is connected: bad file descriptor");
    expect(() => socketFd({})).toThrow("the socket has no file descriptor");
  });
});

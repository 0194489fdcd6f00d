import { IS_MACOS, libc } from "./libc.ts";
import { readBytes } from "./read-bytes.ts";

const AF_INET = 2;
const AF_NETLINK = 16;
const SOCK_DGRAM_CLOEXEC = 0o2000002;
const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST = 1;
const IPPROTO_TCP = 6;
const MSG_DONTWAIT = 0x40;
const LOOPBACK = [127, 0, 0, 1];

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  send: { args: ["i32", "ptr", "u64", "i32"], returns: "i64" },
  recv: { args: ["i32", "ptr", "u64", "i32"], returns: "i64" },
  close: { args: ["i32"], returns: "i32" },
});

/** The kernel's tables are not read in one piece: a busy one can lack a line that is there. */
const READS = 3;

/**
 * Which user's program has connected from 127.0.0.1:`clientPort` to 127.0.0.1:`localPort`. `nobody` when no such
 * connection is left; absent where the system does not tell.
 *
 * Asks the kernel for this one connection: 10 microseconds. Where the kernel has no answer (the connection is gone, or
 * it was built without `sock_diag`) its tables are read: 4 milliseconds. On macOS there is no such question.
 */
export function uidOfLoopbackClient(localPort: number, clientPort: number): number | "nobody" | undefined {
  if (IS_MACOS) return undefined;
  return askKernel(localPort, clientPort) ?? uidInTables(localPort, clientPort);
}

/** @see sock_diag(7) */
function askKernel(localPort: number, clientPort: number): number | undefined {
  const fd = c().socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_SOCK_DIAG);
  if (fd < 0) return undefined;
  const question = diagRequest(localPort, clientPort);
  const answer = Buffer.alloc(1024);
  c().send(fd, question, question.length, 0);
  c().recv(fd, answer, answer.length, MSG_DONTWAIT);
  c().close(fd);
  return uidInAnswer(answer, localPort, clientPort);
}

/** `struct nlmsghdr`, then `struct inet_diag_req_v2`: linux/netlink.h and linux/inet_diag.h. Ports in network order. */
function diagRequest(localPort: number, clientPort: number): Buffer {
  const request = Buffer.alloc(72);
  request.writeUInt32LE(request.length, 0);
  request.writeUInt16LE(SOCK_DIAG_BY_FAMILY, 4);
  request.writeUInt16LE(NLM_F_REQUEST, 6);
  request.set([AF_INET, IPPROTO_TCP], 16);
  request.fill(0xff, 20, 24);
  request.writeUInt16BE(clientPort, 24);
  request.writeUInt16BE(localPort, 26);
  request.set(LOOPBACK, 28);
  request.set(LOOPBACK, 44);
  request.fill(0xff, 64, 72);
  return request;
}

/** The answer echoes the ports: a listener on the same port is a second-best match, and not ours. An error has no ports. */
function uidInAnswer(answer: Buffer, localPort: number, clientPort: number): number | undefined {
  const isAnswer = answer.readUInt16LE(4) === SOCK_DIAG_BY_FAMILY;
  const isClient = answer.readUInt16BE(20) === clientPort && answer.readUInt16BE(22) === localPort;
  return isAnswer && isClient ? answer.readUInt32LE(80) : undefined;
}

/** proc(5), `/proc/net/tcp`. Programs that speak both protocols, such as those in Java, are listed under IPv6. */
function uidInTables(localPort: number, clientPort: number): number | "nobody" | undefined {
  for (let reads = 0; reads < READS; reads++) {
    const tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(readBytes);
    if (!tables[0]) return undefined;
    for (const line of tables.join("\n").split("\n")) {
      const [, client, server, , , , , uid] = line.trim().split(/\s+/);
      if (isLoopback(client, clientPort) && isLoopback(server, localPort)) return Number(uid);
    }
  }
  return "nobody";
}

function isLoopback(address: string | undefined, port: number): boolean {
  return address?.endsWith(`0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`) ?? false;
}

import { closeSync, openSync } from "node:fs";
import { reasonOf } from "../../base/system-error.ts";
import { AF_INET, IS_MACOS, libc } from "../libc.ts";

/** On macOS no socket lets go of its port, so that none can be moved. */
export const CAN_TAKE_ADDRESS = !IS_MACOS;

/** Where AWS SDKs look for the instance metadata service: in four bytes, and its port. */
const ADDRESS = [169, 254, 169, 254] as const;
const PORT = 80;
/** The name of the network device that has the address: at most 15 bytes. */
const DEVICE = "actas-imds";

const SOCK_DGRAM_CLOEXEC = 0o2000002;
const QUEUE = 512;
/** linux/if_tun.h and linux/sockios.h; IFF_TUN | IFF_NO_PI. */
const TUNSETIFF = 0x400454ca;
const TUN_FLAGS = 0x1001;
const SIOCSIFADDR = 0x8916;
const SIOCSIFNETMASK = 0x891c;
const BYTES_OF_IFREQ = 40;
const EBUSY = 16;

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  listen: { args: ["i32", "i32"], returns: "i32" },
  ioctl: { args: ["i32", "u64", "ptr"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});

/**
 * Gives this machine the address, and binds a socket to it that listens elsewhere. Linux only; for root.
 *
 * A network device has the address for as long as a process holds its descriptor: then the kernel removes both, however
 * that process ends. The device stays down, so nothing can be sent through it. Its address is this machine's own all
 * the same, and no other machine on any network is asked about it.
 *
 * @param listening - the descriptor of a socket on a port that the system has chosen, which keeps its owner's settings
 * @returns the descriptor of the device
 * @throws {Error} why not, fit for the end of a message
 */
export function takeMetadataAddress(listening: number): number {
  const device = openDevice();
  try {
    giveAddress();
    move(listening);
    return device;
  } catch (error) {
    closeSync(device);
    throw error;
  }
}

function openDevice(): number {
  const fd = openTun();
  const request = ifreq();
  new DataView(request.buffer).setUint16(16, TUN_FLAGS, true);
  if (c().ioctl(fd, TUNSETIFF, request) === 0) return fd;
  const isTaken = c().errno() === EBUSY;
  const reason = isTaken ? "another `actas serve imds` has it" : c().reason();
  closeSync(fd);
  throw new Error(reason);
}

function openTun(): number {
  try {
    return openSync("/dev/net/tun", "r+");
  } catch (error) {
    throw new Error(`it needs /dev/net/tun: ${reasonOf(error)}`);
  }
}

/** The mask of one address, so that none of its neighbours are looked for at the device. */
function giveAddress(): void {
  const socket = c().socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
  try {
    set(socket, SIOCSIFADDR, ADDRESS);
    set(socket, SIOCSIFNETMASK, [255, 255, 255, 255]);
  } finally {
    c().close(socket);
  }
}

function set(socket: number, what: number, address: readonly number[]): void {
  const request = ifreq();
  new DataView(request.buffer).setUint16(16, AF_INET, true);
  request.set(address, 20);
  if (c().ioctl(socket, what, request) !== 0) throw new Error(c().reason());
}

/** `struct ifreq` about the device: its name, and 24 bytes for the rest. */
function ifreq(): Uint8Array<ArrayBuffer> {
  const request = new Uint8Array(BYTES_OF_IFREQ);
  new TextEncoder().encodeInto(DEVICE, request);
  return request;
}

/** A connect to no address makes the socket let go of the one it has: connect(2). */
function move(listening: number): void {
  const nowhere = new Uint8Array(16);
  const there = new Uint8Array(16);
  there.set([AF_INET, 0, PORT >> 8, PORT & 0xff, ...ADDRESS]);
  const isMoved =
    c().connect(listening, nowhere, nowhere.length) === 0 &&
    c().bind(listening, there, there.length) === 0 &&
    c().listen(listening, QUEUE) === 0;
  if (!isMoved) throw new Error(c().errno() === 98 ? "another program listens at port 80" : c().reason());
}

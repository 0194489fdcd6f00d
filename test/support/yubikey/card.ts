/*
 * Virtual YubiKeys in the slots of vpcd, a virtual reader. Arguments: the port of the first slot, and the keys as JSON.
 * Each line on standard input is a word and a slot: `touch 0`, `remove 0`. It prints `touch? 0` when a key waits.
 */
import { Applets, type KeyOptions } from "./applets.ts";

/** That of a YubiKey 5 over USB. */
const ATR = Buffer.from("3bfd1300008131fe158073c021c057597562694b657940", "hex");
const GET_ATR = 4;

class Slot {
  readonly #key: KeyOptions;
  readonly #slot: number;
  readonly #port: number;
  #socket: Bun.Socket | undefined;
  #touched: (() => void) | undefined;

  constructor(key: KeyOptions, slot: number, port: number) {
    this.#key = key;
    this.#slot = slot;
    this.#port = port;
  }

  async insert(): Promise<void> {
    const applets = new Applets(this.#key, () => this.#wait());
    let pending = Buffer.alloc(0);
    const hear = async (socket: Bun.Socket, bytes: Uint8Array): Promise<void> => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE()) {
        const message = pending.subarray(2, 2 + pending.readUInt16BE());
        pending = pending.subarray(2 + message.length);
        if (message.length === 1 && message[0] !== GET_ATR) continue;
        const reply = message.length === 1 ? ATR : await applets.answer(message);
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }
    };
    this.#socket = await connected(this.#port, (socket, bytes) => void hear(socket, bytes));
  }

  remove(): void {
    this.#socket?.end();
  }

  touch(): void {
    this.#touched?.();
  }

  async #wait(): Promise<"touched" | "no-touch"> {
    const touch = Promise.withResolvers<"touched">();
    this.#touched = () => touch.resolve("touched");
    process.stdout.write(`touch? ${this.#slot}\n`);
    const timeUp = Bun.sleep(this.#key.touchTimeoutMs ?? 15_000).then(() => "no-touch" as const);
    const end = await Promise.race([touch.promise, timeUp]);
    this.#touched = undefined;
    return end;
  }
}

/** The reader may not be there yet. */
async function connected(port: number, data: (socket: Bun.Socket, bytes: Uint8Array) => void): Promise<Bun.Socket> {
  for (;;) {
    try {
      return await Bun.connect({ hostname: "127.0.0.1", port, socket: { data } });
    } catch {
      await Bun.sleep(20);
    }
  }
}

const [port = "", keys = "[]"] = process.argv.slice(2);
const slots = (
  JSON.parse(keys) as (Omit<KeyOptions, "accounts"> & {
    accounts: { name: string; secret: string; touch?: boolean }[];
  })[]
).map(
  (key, at) =>
    new Slot(
      { ...key, accounts: key.accounts.map((one) => ({ ...one, secret: Buffer.from(one.secret, "hex") })) },
      at,
      Number(port) + at,
    ),
);
for (const slot of slots) await slot.insert();
process.stdout.write("inserted\n");
for await (const line of console) {
  const [word, slot = ""] = line.split(" ");
  if (word === "touch") slots[Number(slot)]?.touch();
  if (word === "remove") slots[Number(slot)]?.remove();
}

import { createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** An account of the OATH applet: a time-based code of six digits. */
export interface OathAccount {
  readonly name: string;
  /** The shared secret. */
  readonly secret: Uint8Array;
  readonly touch?: boolean;
}

export interface KeyOptions {
  readonly serial: number;
  /** They change when `ykman` puts one onto the key. */
  readonly accounts: OathAccount[];
  /** The OATH password; absent: none. */
  readonly password?: string | undefined;
  /** How long a touch is waited for. */
  readonly touchTimeoutMs?: number;
}

const OATH = "a0000005272101";
const MANAGEMENT = "a000000527471117";
const VERSION = [5, 4, 3];
const OK = [0x90, 0x00];
const NOT_FOUND = [0x6a, 0x82];
const UNKNOWN_INSTRUCTION = [0x6d, 0x00];
const WRONG_DATA = [0x6a, 0x80];
const NOT_SATISFIED = [0x69, 0x82];

/**
 * What a YubiKey 5 answers to `ykman`: its management applet says who it is, its OATH applet makes codes.
 *
 * @see https://developers.yubico.com/OATH/YKOATH_Protocol.html
 */
export class Applets {
  readonly #key: KeyOptions;
  /** Resolves when the key is touched, or with `no-touch` after a while. */
  readonly #touched: () => Promise<"touched" | "no-touch">;
  readonly #salt = randomBytes(8);
  #challenge = randomBytes(8);
  #selected = "";
  #isOpen: boolean;

  constructor(key: KeyOptions, touched: () => Promise<"touched" | "no-touch">) {
    this.#key = key;
    this.#touched = touched;
    this.#isOpen = !key.password;
  }

  /** Answers one command of the smart card. */
  async answer(apdu: Uint8Array): Promise<Uint8Array> {
    const [, instruction, p1] = apdu;
    const data = dataOf(apdu);
    if (instruction === 0xa4 && p1 === 4) return Uint8Array.from(this.#select(Buffer.from(data).toString("hex")));
    if (this.#selected === MANAGEMENT)
      return Uint8Array.from(instruction === 0x1d ? this.#info() : UNKNOWN_INSTRUCTION);
    if (this.#selected !== OATH) return Uint8Array.from(NOT_FOUND);
    return Uint8Array.from(await this.#oath(instruction ?? 0, tlvs(data)));
  }

  #select(applet: string): number[] {
    this.#selected = applet;
    if (applet === MANAGEMENT) return [...Buffer.from(`Virtual mgr - FW version ${VERSION.join(".")}`), ...OK];
    if (applet !== OATH) return NOT_FOUND;
    this.#isOpen = !this.#key.password;
    this.#challenge = randomBytes(8);
    const locked = this.#isOpen ? [] : [...tlv(0x74, this.#challenge), ...tlv(0x7b, [1])];
    return [...tlv(0x79, VERSION), ...tlv(0x71, this.#salt), ...locked, ...OK];
  }

  #info(): number[] {
    const serial = Buffer.alloc(4);
    serial.writeUInt32BE(this.#key.serial);
    const tags = [
      ...tlv(0x01, [0x02, 0x20]),
      ...tlv(0x02, serial),
      ...tlv(0x03, [0x02, 0x20]),
      ...tlv(0x04, [0x01]),
      ...tlv(0x05, VERSION),
    ];
    return [tags.length, ...tags, ...OK];
  }

  async #oath(instruction: number, data: ReadonlyMap<number, Uint8Array>): Promise<number[]> {
    if (instruction === 0xa3)
      return this.#validate(data.get(0x75) ?? new Uint8Array(), data.get(0x74) ?? new Uint8Array());
    if (!this.#isOpen) return NOT_SATISFIED;
    const { accounts } = this.#key;
    if (instruction === 0xa1) {
      return [...accounts.flatMap(({ name }) => tlv(0x72, [0x21, ...Buffer.from(name)])), ...OK];
    }
    const wanted = Buffer.from(data.get(0x71) ?? []).toString();
    const at = accounts.findIndex(({ name }) => name === wanted);
    if (instruction === 0x01) return this.#put(wanted, data.get(0x73) ?? new Uint8Array(), data.has(0x78));
    if (instruction === 0x02) {
      if (at < 0) return [0x69, 0x84];
      accounts.splice(at, 1);
      return OK;
    }
    const challenge = data.get(0x74) ?? new Uint8Array();
    if (instruction === 0xa4) {
      const entries = accounts.flatMap(({ name, secret, touch }) => [
        ...tlv(0x71, Buffer.from(name)),
        ...(touch ? tlv(0x7c, [6]) : tlv(0x76, truncated(secret, challenge))),
      ]);
      return [...entries, ...OK];
    }
    if (instruction !== 0xa2) return UNKNOWN_INSTRUCTION;
    const account = accounts[at];
    if (!account) return WRONG_DATA;
    if (account.touch && (await this.#touched()) === "no-touch") return NOT_SATISFIED;
    return [...tlv(0x76, truncated(account.secret, challenge)), ...OK];
  }

  /** The secret stands behind its algorithm and the number of digits. */
  #put(name: string, key: Uint8Array, touch: boolean): number[] {
    const { accounts } = this.#key;
    const at = accounts.findIndex((one) => one.name === name);
    accounts.splice(at < 0 ? accounts.length : at, at < 0 ? 0 : 1, { name, secret: key.slice(2), touch });
    return OK;
  }

  #validate(response: Uint8Array, challenge: Uint8Array): number[] {
    const key = pbkdf2Sync(this.#key.password ?? "", this.#salt, 1000, 16, "sha1");
    const hmac = (of: Uint8Array): Buffer => createHmac("sha1", key).update(of).digest();
    if (!hmac(this.#challenge).equals(response)) return WRONG_DATA;
    this.#isOpen = true;
    return [...tlv(0x75, hmac(challenge)), ...OK];
  }
}

/** The data of a command; version 5 of `ykman` writes its length in two bytes, after a zero. */
function dataOf(apdu: Uint8Array): Uint8Array {
  const [length = 0, high = 0, low = 0] = apdu.subarray(4, 7);
  return length === 0 && apdu.length > 7 ? apdu.subarray(7, 7 + high * 256 + low) : apdu.subarray(5, 5 + length);
}

/** The part of an HMAC that the code is made of, with the number of digits before it (RFC 4226 section 5.3). */
function truncated(secret: Uint8Array, challenge: Uint8Array): number[] {
  const hmac = createHmac("sha1", secret).update(challenge).digest();
  const at = (hmac.at(-1) ?? 0) & 15;
  return [6, (hmac[at] ?? 0) & 0x7f, ...hmac.subarray(at + 1, at + 4)];
}

function tlv(tag: number, value: Iterable<number>): number[] {
  const bytes = [...value];
  return bytes.length < 0x80 ? [tag, bytes.length, ...bytes] : [tag, 0x81, bytes.length, ...bytes];
}

function tlvs(data: Uint8Array): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + 1 < data.length; ) {
    const isLong = data[at + 1] === 0x81;
    const begin = at + (isLong ? 3 : 2);
    const end = begin + (data[begin - 1] ?? 0);
    found.set(data[at] ?? 0, data.subarray(begin, end));
    at = end;
  }
  return found;
}

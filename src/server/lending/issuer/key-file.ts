import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { z } from "zod/mini";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { systemError } from "../../../base/system-error.ts";
import { ParsedFiles } from "../../../files/parsed-files.ts";
import { writeLastingFile, writeNewLastingFile } from "../../../files/write-private-file.ts";
import { ownUid } from "../../../system/own-uid.ts";
import { type IssuerKeys, type PublishedKey, publishedKey, type SigningKey } from "./signing-key.ts";

const MODULUS_BITS = 2048;
/** A token lasts minutes, AWS takes it five minutes longer, and keeps keys for a while. */
const FORMER_MS = 3600_000;
const BY_OTHERS = 0o077;

const Kept = z.strictObject({ pem: z.string(), since: z.string() });
const FileShape = z.strictObject({
  current: Kept,
  next: Kept,
  former: z.optional(z.strictObject({ pem: z.string(), until: z.string() })),
});
type KeyFile = z.infer<typeof FileShape>;

/**
 * Keys in a file that only this user can read. The next key is published as long as the current one is, so that AWS
 * knows it before the first token of it. A file that changed counts at once, in all replicas that have it.
 */
export class FileKeys implements IssuerKeys {
  readonly #path: string;
  readonly #now: () => number;
  readonly #files = new ParsedFiles(parse, 1);

  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  async current(): Promise<SigningKey> {
    return (await this.#read()).current;
  }

  async published(): Promise<readonly PublishedKey[]> {
    const { current, next, former } = await this.#read();
    return [current, next, ...(former && former.until > this.#now() ? [former.key] : [])];
  }

  #read(): Promise<Keys> {
    return this.#files.read(this.#path);
  }
}

/** Makes a file with two keys, if there is none. @throws {ActasError} `system` */
export function makeKeyFile(path: string, now: number): "made" | "exists" {
  if (existsSync(path)) return "exists";
  const text = textOf({ current: newKey(now), next: newKey(now) });
  try {
    return writeNewLastingFile(path, text) === "written" ? "made" : "exists";
  } catch (error) {
    throw systemError(error, `make the issuer's keys in ${path}`);
  }
}

/**
 * Makes the next key the current one, and a new one the next. What was signed before stays good, unless it is said that
 * the key was stolen: then nothing is good that it signed.
 *
 * @throws {ActasError} `configuration`
 */
export async function rotateKeyFile(path: string, now: number, why: "due" | "stolen"): Promise<void> {
  const { current, next } = await new ParsedFiles(read, 1).read(path);
  const former = { pem: current.pem, until: new Date(now + FORMER_MS).toISOString() };
  const rotated = { current: { ...next, since: new Date(now).toISOString() }, next: newKey(now) };
  try {
    writeLastingFile(path, textOf({ ...rotated, ...(why === "due" && { former }) }));
  } catch (error) {
    throw systemError(error, `rotate the issuer's keys in ${path}`);
  }
}

interface Keys {
  readonly current: SigningKey;
  readonly next: PublishedKey;
  readonly former?: { readonly key: PublishedKey; readonly until: number };
}

async function parse(text: string, path: string): Promise<Keys> {
  const { current, next, former } = read(text, path);
  const privateKey = keyOf(current.pem, path);
  return {
    current: { ...(await publishedKey(privateKey)), sign: (signed) => signature(privateKey, signed) },
    next: await publishedKey(keyOf(next.pem, path)),
    ...(former && { former: { key: await publishedKey(keyOf(former.pem, path)), until: Date.parse(former.until) } }),
  };
}

function read(text: string, path: string): KeyFile {
  if (text === "")
    throw new ActasError("configuration", `cannot read the issuer's keys in ${path}: there is no such file`);
  const { mode, uid } = statSync(path);
  // Root may read it, and would sign with keys that somebody else has.
  if (uid !== 0 && uid !== ownUid()) {
    throw new ActasError(
      "configuration",
      `cannot use the issuer's keys in ${path}: it belongs to another user (uid ${uid})`,
      { hints: ["name a file that is not there, in a folder of this server alone: it is made then"] },
    );
  }
  if ((mode & BY_OTHERS) !== 0) {
    throw new ActasError(
      "configuration",
      `cannot use the issuer's keys in ${path}: other users can read or change them`,
      {
        hints: [`\`chmod 600 ${shellArgument(path)}\` closes the file; if others have read it, rotate its keys`],
      },
    );
  }
  try {
    return FileShape.parse(JSON.parse(text));
  } catch {
    // What is wrong with it would be told with a part of it.
    throw noKeys(path);
  }
}

function keyOf(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return key;
  } catch {
    // The same.
  }
  throw noKeys(path);
}

function noKeys(path: string): ActasError {
  return new ActasError(
    "configuration",
    `cannot use the issuer's keys in ${path}: it is not a file that this server has made`,
  );
}

const signRs256 = promisify(sign);

/** In a thread of its own: a signature takes about a millisecond. */
async function signature(key: KeyObject, text: string): Promise<Uint8Array> {
  return signRs256("sha256", new TextEncoder().encode(text), key);
}

function newKey(now: number): z.infer<typeof Kept> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: MODULUS_BITS });
  return { pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), since: new Date(now).toISOString() };
}

function textOf(file: KeyFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

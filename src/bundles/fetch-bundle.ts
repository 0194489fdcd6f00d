import { isAbsolute, resolve } from "node:path";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import { isNothingAt } from "../files/is-nothing-at.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import { type Downloading, download } from "./download.ts";

/** Far more than an organisation has to say. */
const MOST_BYTES = 1024 * 1024;

/** A bundle as it was found, before it is believed. */
export interface FetchedBundle {
  /** Its URL, or the absolute path of its file. */
  readonly from: string;
  readonly text: string;
  /** The signature beside it, if there is one. */
  readonly signature?: string;
}

interface Fetching extends Downloading {
  /** Whether to look for a signature. */
  readonly signature: "wanted" | "needless";
}

/**
 * What the user names, in the form in which it is kept: a URL, or an absolute path.
 *
 * @param here - the directory that a relative path begins at
 */
export function originOf(named: string, here: () => string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(named)) return named;
  // Where the working directory has been removed, `resolve()` alone begins at another one.
  return isAbsolute(named) ? resolve(named) : resolve(here(), named);
}

/**
 * Reads a bundle, and the signature in the file of the same name with `.sig` behind it.
 *
 * @throws {ActasError} `configuration`; `unreachable`
 */
export async function fetchBundle(from: string, fetching: Fetching): Promise<FetchedBundle> {
  const read = (name: string) => (name.startsWith("/") ? fileAt(name) : download(name, fetching));
  const found = await read(from);
  if (!found) {
    const hints = from.startsWith("/") ? ["an address begins with https://"] : [];
    throw new ActasError("configuration", `cannot read ${from}: there is no such file`, { hints });
  }
  const signature = fetching.signature === "wanted" ? await read(beside(from)) : undefined;
  return { from, text: textOf(found, from), ...(signature && { signature: textOf(signature, beside(from)) }) };
}

/** A query stays where it is. */
function beside(from: string): string {
  if (from.startsWith("/")) return `${from}.sig`;
  const url = new URL(from);
  url.pathname += ".sig";
  return url.href;
}

function fileAt(path: string): Uint8Array | undefined {
  if (isNothingAt(path)) return undefined;
  try {
    return Buffer.from(readRegularFile(path, "latin1", MOST_BYTES), "latin1");
  } catch (error) {
    throw new ActasError("configuration", `cannot read ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The signature is one of bytes, which must therefore all be part of the text. */
function textOf(bytes: Uint8Array, from: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ActasError("configuration", `cannot read ${from}: it is not UTF-8 text`);
  }
}

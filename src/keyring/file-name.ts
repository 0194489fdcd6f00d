import { ActasError } from "../base/errors.ts";

const ENDING = ".sealed";
/** What most file systems take, less what a file that is being written has after its name. */
const LONGEST = 200;

/**
 * The name of the file for a secret of this name: whatever is in it, and also where a file system does not tell
 * capitals from small letters.
 *
 * @throws {ActasError} `system` when it is too long
 */
export function fileNameOf(name: string): string {
  const bytes = [...new TextEncoder().encode(name)];
  const safe = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    return /[a-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, "0")}`;
  });
  const encoded = safe.join("");
  if (encoded.length > LONGEST) throw new ActasError("system", `cannot keep "${name}": its name is too long`);
  return `${encoded}${ENDING}`;
}

/** The name that a file was made for; undefined for any other file. */
export function nameOfFile(file: string): string | undefined {
  if (!/^(?:[a-z0-9_-]|%[0-9a-f]{2})+\.sealed$/.test(file)) return undefined;
  try {
    return decodeURIComponent(file.slice(0, -ENDING.length));
  } catch {
    return undefined;
  }
}

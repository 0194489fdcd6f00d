import { ActasError } from "../../base/errors.ts";
import { IS_MACOS, libc } from "../libc.ts";
import { readBytes } from "../read-bytes.ts";

const macos = libc({ sysctl: { args: ["ptr", "u32", "ptr", "ptr", "ptr", "u64"], returns: "i32" } });

/**
 * The last `count` words of this process's command line, byte for byte, each with its final zero byte. `process.argv`
 * is no substitute: it replaces bytes that are not UTF-8.
 *
 * @throws {ActasError} `system` where the system does not tell them all: fewer would be another command
 */
export function ownArgv(count: number): readonly Uint8Array[] {
  const words = IS_MACOS ? wordsOfMacos() : split(readBytes("/proc/self/cmdline") ?? new Uint8Array());
  if (words.length < count) throw wordsNotTold();
  return words.slice(words.length - count);
}

function wordsNotTold(): ActasError {
  return new ActasError("system", "cannot read the words of this command line: /proc/self/cmdline does not tell them", {
    hints: ["`ulimit -n` says how many files may be open; at least 16 should be"],
  });
}

function split(bytes: Uint8Array): Uint8Array[] {
  const words: Uint8Array[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf(0, start) + 1 || bytes.length;
    words.push(bytes.subarray(start, end));
  }
  return words;
}

/** Untested. A count, the path of the program, zero bytes, the words: `KERN_PROCARGS2` of Apple's sysctl(3). */
function wordsOfMacos(): Uint8Array[] {
  const [CTL_KERN, KERN_PROCARGS2] = [1, 49];
  const bytes = new Uint8Array(1024 * 1024);
  const size = new BigUint64Array([BigInt(bytes.length)]);
  macos().sysctl(new Int32Array([CTL_KERN, KERN_PROCARGS2, process.pid]), 3, bytes, size, null, 0);

  let start = bytes.indexOf(0, 4);
  while (bytes[start] === 0) start++;
  return split(bytes.subarray(start, Number(size[0]))).slice(0, new DataView(bytes.buffer).getInt32(0, true));
}

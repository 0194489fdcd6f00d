/**
 * Hardens itself, uses much memory, gives it back, and says how many MiB it had then and has now. With `limited`, less
 * may be locked from then on than it has.
 */

import { libc } from "../../src/system/libc.ts";
import { harden } from "../../src/system/processes/hardening.ts";
import { giveBackMemory } from "../../src/system/processes/memory.ts";

const MIB = 1024 * 1024;
const RLIMIT_MEMLOCK = 8;
const NOBODY = 65_534;
const failures = harden();
makeGarbage();
const peak = process.memoryUsage.rss() / MIB;
if (process.argv.includes("limited")) {
  libc({ setrlimit: { args: ["i32", "ptr"], returns: "i32" } })().setrlimit(RLIMIT_MEMLOCK, new BigUint64Array(2));
  // For root there is no limit.
  process.setuid?.(NOBODY);
}
const problem = await giveBackMemory();
const after = process.memoryUsage.rss() / MIB;

console.log(JSON.stringify({ failures, problem, peak, after }));
await Bun.sleep(60_000);

function makeGarbage(): number {
  return Array.from({ length: 200_000 }, (_, index) => ({ text: `garbage ${index}`, map: new Map([[index, index]]) }))
    .length;
}

/** Hardens itself, uses much memory, gives it back, and says how many MiB it had then and has now. */

import { harden } from "../../src/system/processes/hardening.ts";
import { giveBackMemory } from "../../src/system/processes/memory.ts";

const MIB = 1024 * 1024;
const failures = harden();
makeGarbage();
const peak = process.memoryUsage.rss() / MIB;
giveBackMemory();
const after = process.memoryUsage.rss() / MIB;

console.log(JSON.stringify({ failures, peak, after }));
await Bun.sleep(60_000);

function makeGarbage(): number {
  return Array.from({ length: 200_000 }, (_, index) => ({ text: `garbage ${index}`, map: new Map([[index, index]]) }))
    .length;
}

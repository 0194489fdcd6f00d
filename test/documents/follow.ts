import { World } from "../support/world.ts";
import type { Block } from "./blocks.ts";
import type { Play } from "./plays.ts";
import { Reader } from "./reader.ts";

/** Types what blocks show, one after the other, in a sandbox of their own. Returns what is not as a page shows it. */
export async function follow(blocks: readonly Block[], play: Play): Promise<readonly string[]> {
  const world = new World();
  const wrong: string[] = [];
  try {
    const reader = await Reader.begin(world, play);
    for (const block of blocks) wrong.push(...(await reader.play(block)));
    await reader.end();
  } finally {
    wrong.push(...(await world.end()));
  }
  return wrong;
}

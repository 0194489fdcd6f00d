import { ownPaths } from "../../files/own-paths.ts";
import { forgetKept } from "../../persistence/forget-kept.ts";
import { KEPT_OF } from "../../persistence/kept-of.ts";
import { askRunning } from "../asking/ask.ts";

interface Forgotten {
  /** How many entries, sign-ins among them. */
  readonly cleared: number;
  readonly signIns: readonly string[];
}

/** Forgets all of a kind: what an agent holds, what is kept, and what is served of it. */
export async function forgetHeld(kind: keyof typeof KEPT_OF): Promise<Forgotten> {
  try {
    const { cleared, signIns = [] } = (await askRunning({ request: "clear", kind })) ?? { cleared: 0 };
    // What an agent kept that is not running, or that could not read it.
    return { cleared: cleared + (await forgetKept(KEPT_OF[kind], ownPaths().state)), signIns };
  } finally {
    await tellServes();
  }
}

/** Has whatever is served forget what it holds. */
export async function tellServes(): Promise<void> {
  await (await import("../../serve/forgotten-mark.ts")).markForgotten(ownPaths().runtime);
}

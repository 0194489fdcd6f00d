import { readdirSync, readFileSync } from "node:fs";
import { runningAgent } from "../../test/support/agent-of.ts";
import type { World } from "../../test/support/world.ts";
import { summarise } from "../statistics.ts";

interface Sample {
  readonly pid: number;
  readonly megabytes: number;
  readonly descriptors: number;
  readonly grants: number;
}

/** A larger change is growth, not noise: the agent's memory goes up and down with its work. */
const NOISE_MEGABYTES = 24;
const NOISE_DESCRIPTORS = 4;

/** Samples of what one agent uses over time. */
export class Growth {
  readonly #samples: Sample[] = [];

  async look(world: World): Promise<void> {
    const report = await runningAgent(world);
    if (!report) return;
    const { pid } = report.agent;
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    this.#samples.push({
      pid,
      megabytes: Number(resident?.[1]) / 1024,
      descriptors: readdirSync(`/proc/${pid}/fd`).length,
      grants: report.grants.length,
    });
  }

  /** The change of one agent from the second quarter, when it has warmed up, to the last. */
  get found() {
    const { pid } = this.#samples.at(-1) ?? { pid: 0 };
    const ofOne = this.#samples.filter((sample) => sample.pid === pid);
    const quarter = Math.floor(ofOne.length / 4);
    const change = (what: "megabytes" | "descriptors" | "grants"): readonly [number, number] => {
      const [early, late] = [ofOne.slice(quarter, 2 * quarter + 1), ofOne.slice(-quarter - 1)];
      return [median(early.map((sample) => sample[what])), median(late.map((sample) => sample[what]))];
    };
    const [megabytes, descriptors, grants] = [change("megabytes"), change("descriptors"), change("grants")];
    return {
      ...{ megabytes, descriptors, grants },
      isGrowing:
        megabytes[1] - megabytes[0] > NOISE_MEGABYTES ||
        descriptors[1] - descriptors[0] > NOISE_DESCRIPTORS ||
        grants[1] > grants[0],
    };
  }
}

function median(values: readonly number[]): number {
  return values.length > 0 ? summarise(values).median : 0;
}

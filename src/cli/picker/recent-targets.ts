import { z } from "zod/mini";
import { jsonText } from "../../base/printable.ts";
import { pathsFrom } from "../../files/paths.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { problemOnTheWayTo } from "../../files/safe-path.ts";
import { makeLastingDirectory, writePrivateFile } from "../../files/write-private-file.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));

/** A target that the user chose from the list: its names and how often it was used, no credentials. */
const RecentTarget = z.object({
  /** A name that settings give to a role. */
  alias: z.optional(text),
  profile: z.optional(text),
  source: z.optional(text),
  role: z.optional(text),
  accountId: z.optional(text),
  accountName: z.optional(text),
  uses: z.int().check(z.positive()),
  /** Milliseconds since 1970. */
  lastUse: z.int().check(z.positive()),
});
const RecentTargets = z.array(RecentTarget);
export type RecentTarget = Readonly<z.infer<typeof RecentTarget>>;

/** More than a user comes back to. */
const MOST = 100;
const HOUR_MS = 3_600_000;
/** How much each use counts, by the time since the last one. */
const WEIGHTS = [
  { withinMs: HOUR_MS, weight: 4 },
  { withinMs: 24 * HOUR_MS, weight: 2 },
  { withinMs: 7 * 24 * HOUR_MS, weight: 0.5 },
] as const;
const WEIGHT_OF_OLD = 0.25;
/** A limit, so that a target used all day once does not stay on top for ever. */
const MOST_USES = 50;

/** The targets chosen before, recent and frequent ones first; none if the file cannot be read. */
export function recentTargets(now: number): readonly RecentTarget[] {
  return [...read()].sort((a, b) => worth(b, now) - worth(a, now));
}

/** Remembers a choice. This is only a convenience, so a file that cannot be written is no error. */
export function rememberTarget(chosen: Omit<RecentTarget, "uses" | "lastUse">, now: number): void {
  const before = read();
  const same = before.find((target) => isSame(target, chosen));
  const uses = Math.min((same?.uses ?? 0) + 1, MOST_USES);
  const others = before.filter((target) => target !== same).sort((a, b) => worth(b, now) - worth(a, now));
  try {
    if (isTheirs()) return;
    const path = file();
    makeLastingDirectory(path.slice(0, path.lastIndexOf("/")));
    writePrivateFile(
      path,
      `${jsonText([{ ...chosen, uses, lastUse: now }, ...others.slice(0, MOST - 1)], "indented")}\n`,
    );
  } catch {
    // The user asked for a target, and gets it all the same.
  }
}

function read(): readonly RecentTarget[] {
  try {
    if (isTheirs()) return [];
    return RecentTargets.safeParse(JSON.parse(readRegularFile(file()))).data ?? [];
  } catch {
    return [];
  }
}

/** Whether the file is another user's: root with another user's HOME neither writes nor trusts it. */
function isTheirs(): boolean {
  const problem = problemOnTheWayTo(file(), "trusted");
  return problem !== undefined && !problem.missing;
}

function file(): string {
  return `${pathsFrom(process.env, undefined, "").state}/recent-targets.json`;
}

function isSame(one: Partial<RecentTarget>, other: Partial<RecentTarget>): boolean {
  return (
    one.alias === other.alias && one.profile === other.profile && one.source === other.source && one.role === other.role
  );
}

function worth({ lastUse, uses }: RecentTarget, now: number): number {
  const weight = WEIGHTS.find(({ withinMs }) => now - lastUse < withinMs)?.weight ?? WEIGHT_OF_OLD;
  return uses * weight;
}

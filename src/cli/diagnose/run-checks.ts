import { ActasError } from "../../base/errors.ts";
import type { Check, CheckFinding } from "./check.ts";
import type { Scene } from "./scene.ts";

/** A finding, and the name of the check that found it. */
export interface NamedFinding extends CheckFinding {
  readonly check: string;
}

/** Longer than any single limit of a check: only a check that has gone wrong takes it up. */
const LIMIT_MS = 10_000;

/** Runs all checks at once, and returns what they found in the order of the table. One that fails is a finding. */
export async function runChecks(
  checks: readonly Check[],
  scene: Scene,
  limitMs = LIMIT_MS,
): Promise<readonly NamedFinding[]> {
  const found = await Promise.all(
    checks.map(async (check) =>
      (await findingsOf(check, scene, limitMs)).map((one) => ({ check: check.name, ...one })),
    ),
  );
  return found.flat();
}

async function findingsOf(check: Check, scene: Scene, limitMs: number): Promise<readonly CheckFinding[]> {
  const late = Promise.withResolvers<readonly CheckFinding[]>();
  const seconds = limitMs / 1000;
  const timer = setTimeout(() => late.resolve([unknown(`not checked: it took more than ${seconds} s`)]), limitMs);
  try {
    return await Promise.race([check.run(scene), late.promise]);
  } catch (error) {
    return [failed(error)];
  } finally {
    clearTimeout(timer);
  }
}

function failed(error: unknown): CheckFinding {
  if (error instanceof ActasError) return { severity: "error", words: error.message, mend: error.hints };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : "it threw something that is no error";
  return unknown(`not checked, which is a bug: ${what}`);
}

function unknown(words: string): CheckFinding {
  return { severity: "unknown", words };
}

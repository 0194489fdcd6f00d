import { join } from "node:path";
import { testNeeding } from "../support/needs.ts";

/** An answer as the wire carried it, for the judge. */
export interface Answer {
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PYTHON = "/usr/bin/python3";

/** A test that needs AWS's service models. */
export const judged = testNeeding("python3", "botocore");

/** What AWS's models say of each answer: nothing, when all is well. */
export function judge(answers: readonly Answer[]): string[][] {
  const { stdout, stderr } = Bun.spawnSync([PYTHON, "-I", join(import.meta.dir, "judge.py")], {
    stdin: Buffer.from(JSON.stringify(answers)),
    env: {},
  });
  const text = stdout.toString();
  if (text === "") throw new Error(stderr.toString());
  return JSON.parse(text) as string[][];
}

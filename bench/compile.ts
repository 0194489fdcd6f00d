import { join } from "node:path";
import { COMPILE_OPTIONS } from "../scripts/compile-options.ts";

const ROOT = join(import.meta.dir, "..");

/** Compiles a program of `bench/programs` just as actas is compiled; returns the path of the executable. */
export function compile(name: string): string {
  const outfile = join(ROOT, "dist/bench", name);
  const source = join(import.meta.dir, "programs", `${name}.ts`);
  const command = [process.execPath, "build", source, ...COMPILE_OPTIONS, "--outfile", outfile];
  const { exitCode, stderr } = Bun.spawnSync(command, { cwd: ROOT });
  if (exitCode !== 0) throw new Error(`cannot compile ${name}: ${stderr}`);
  return outfile;
}

import { join } from "node:path";
import { Glob } from "bun";
import { testWith } from "./support/needs.ts";
import { playScenario } from "./support/play-scenario.ts";
import { readScenario } from "./support/scenario.ts";
import { withSandbox } from "./support/world.ts";

const FOLDER = join(import.meta.dir, "scenarios");

for (const name of [...new Glob("*.txt").scanSync(FOLDER)].sort()) {
  const scenario = readScenario(name, await Bun.file(join(FOLDER, name)).text());
  const { tools } = scenario;
  testWith({ tools, timeoutMs: 120_000 }, name, () => withSandbox((world) => playScenario(scenario, world)));
}

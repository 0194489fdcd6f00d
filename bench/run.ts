import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { ROOT } from "../test/support/program.ts";
import { type World, withSandbox } from "../test/support/world.ts";
import { measureBusyMemory, measureColdStart, measureIdleMemory } from "./agent.ts";
import { measureCommands } from "./commands.ts";
import { measureCompletion } from "./completion.ts";
import { measureConcurrency } from "./concurrency.ts";
import { measureEndpoint } from "./endpoint.ts";
import { measureGrowth } from "./growth.ts";
import { measureKeyring } from "./keyring.ts";
import { measureListRoles } from "./list-roles.ts";
import { measureMfaRace } from "./mfa-race.ts";
import { measurePeers } from "./peers.ts";
import { measurePicker } from "./picker.ts";
import { measurePickerPage } from "./picker-page.ts";
import { measurePrompts } from "./prompts.ts";
import { asTable, type Result } from "./result.ts";
import { measureRoleMap } from "./role-map.ts";
import { measureRolesApi } from "./roles-api.ts";
import { measureScan } from "./scan.ts";
import { measureServe } from "./serve.ts";
import { measureListsAndLoans } from "./server/lists-and-loans.ts";
import { measureScanByServer } from "./server/scan-by-server.ts";
import { measureShells } from "./shells.ts";
import { measureStart } from "./start.ts";
import { measureTeamServer } from "./team-server.ts";

// Runtime directories are in memory nearly everywhere. If /tmp is on a disk, each grant would wait for the disk.
if (existsSync("/dev/shm")) process.env.TMPDIR = "/dev/shm";

await withSandbox(async (world) => {
  const results: Result[] = [];
  const add = async (measure: (world: World) => Promise<readonly Result[]>): Promise<void> => {
    console.error(`${measure.name} …`);
    results.push(...(await measure(world)));
  };
  await add(measureColdStart);
  await add(measureIdleMemory);
  await world.signIn("staging");
  const measures = [
    measureStart,
    measureCommands,
    measureShells,
    measurePrompts,
    measureEndpoint,
    measureServe,
    measureConcurrency,
    measureBusyMemory,
    measureKeyring,
    measureMfaRace,
    measureListRoles,
    measureRolesApi,
    measureRoleMap,
    measureListsAndLoans,
    measureScan,
    measureScanByServer,
    measureTeamServer,
    measureCompletion,
    measurePicker,
    measurePickerPage,
    measurePeers,
    measureGrowth,
  ];
  for (const measure of measures) await add(measure);
  await report(results);
});

/** Prints the table, and writes it as JSON into `bench/results/`. */
async function report(results: readonly Result[]): Promise<void> {
  console.log(asTable(results));
  const file = join("bench/results", `${new Date().toISOString().replaceAll(":", "")}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, bun: Bun.version };
  await mkdir(join(ROOT, "bench/results"), { recursive: true });
  await Bun.write(join(ROOT, file), `${JSON.stringify({ machine, results }, null, 2)}\n`);
  console.log(`\nwritten to ${file}`);
}

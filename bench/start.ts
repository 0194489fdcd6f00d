import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";
import { timeOf } from "./time-of.ts";

const ROUNDS = 150;

/**
 * What `process` and `exec` cost if the agent has the credentials of `staging`, against a program that does nothing;
 * and what `exec` with a trusted project file costs, against `exec` with the profile that the file names.
 */
export async function measureStart(world: World): Promise<readonly Result[]> {
  await trustProject(world);
  const empty = compile("empty");
  const times = await interleave(ROUNDS, {
    empty: () => timeOf(world, [empty]),
    process: () => timeOf(world, [PROGRAM, "process", "staging"]),
    exec: () => timeOf(world, [PROGRAM, "exec", "staging", "--", "/bin/true"]),
    auto: () => timeOf(world, [PROGRAM, "exec", "auto", "--", "/bin/true"], { directory: PROJECT }),
  });
  const floor = { name: "empty program", times: times.empty };
  return [
    against({ name: "`process`, warm agent", times: times.process }, floor, 1.2),
    against({ name: "`exec /bin/true`, warm agent", times: times.exec }, floor, 1.6),
    against({ name: "`exec auto`, warm agent", times: times.auto }, { name: "exec PROFILE", times: times.exec }, 1.3),
  ];
}

/** A folder deep inside a project whose file names `staging`: that is where users work. */
const PROJECT = "work/project/infrastructure/modules";

async function trustProject({ environment, home }: World): Promise<void> {
  const file = join(home, "work/project/.actas.json");
  await mkdir(join(home, PROJECT), { recursive: true });
  const content = '{ "profile": "staging", "region": "eu-west-1", "account": "111122223333" }\n';
  await Bun.write(file, content);
  const digest = new Bun.CryptoHasher("sha256").update(content).digest("hex");
  const { exitCode } = Bun.spawnSync([PROGRAM, "trust", file, "--digest", digest], { env: environment });
  if (exitCode !== 0) throw new Error(`cannot trust ${file}`);
}

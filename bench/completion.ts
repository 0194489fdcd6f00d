import { PROGRAM } from "../test/support/program.ts";
import { login } from "../test/support/sign-in.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";
import { timeOf } from "./time-of.ts";

const ROUNDS = 60;
const ACCOUNTS = 2000;

/** What the program takes of the time between the TAB key and what it offers, against a program that does nothing. */
export async function measureCompletion(world: World): Promise<readonly Result[]> {
  await world.settings({ accounts: ACCOUNTS });
  await login(world, "corp");
  await world.run(["list", "roles", "corp"]);
  const empty = compile("empty");
  const asked = (...words: readonly string[]) => timeOf(world, [PROGRAM, "__complete", ...words]);
  const times = await interleave(ROUNDS, {
    empty: () => timeOf(world, [empty]),
    command: () => asked(""),
    target: () => asked("exec", "st"),
    role: () => asked("exec", "corp:200000000001/A"),
    roles: () => asked("exec", "corp:"),
  });
  await world.settings({ accounts: 0 });
  const floor = { name: "empty program", times: times.empty };
  return [
    { name: "TAB: a command", atMost: 1.8, times: times.command },
    { name: "TAB: a target", atMost: 3, times: times.target },
    { name: "TAB: one of 10,000 roles", atMost: 4, times: times.role },
    { name: "TAB: all 10,000 roles", atMost: 9, times: times.roles },
  ].map(({ atMost, ...row }) => against(row, floor, atMost));
}

import { MfaDevices } from "../src/mfa/mfa-devices.ts";
import { conversationWith } from "../test/support/conversation-with.ts";
import { against } from "./against.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";

const ROUNDS = 50;
const SERIAL_NUMBER = "arn:aws:iam::111122223333:mfa/ana";

/**
 * A command gives the code while a terminal waits for it, against the command alone. Without a bound: beside the command
 * there is a shell that ends it with the agent, and a person takes seconds.
 */
export async function measureMfaRace(): Promise<readonly Result[]> {
  let code = 100_000;
  const command = (): string => `echo ${code++}`;
  const { raced, alone } = await interleave(ROUNDS, {
    raced: () => timeOf(() => codeBeside(command())),
    alone: () => timeOf(() => new Response(Bun.spawn(["/bin/sh", "-c", command()]).stdout).text()),
  });
  return [
    against({ name: "a code of `mfa_process`, beside a terminal", times: raced }, { name: "`sh -c`", times: alone }),
  ];
}

/** The code that the command prints; the user at the terminal types none. */
function codeBeside(command: string): Promise<string> {
  const waits = (_: unknown, signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", reject, { once: true }));
  return new MfaDevices().withCode(
    { kind: "mfa-code", serialNumber: SERIAL_NUMBER, target: "staging" },
    conversationWith({ "mfa-code": waits }),
    async (used) => used,
    { command },
  );
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

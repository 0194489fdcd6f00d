import { fromMessage, toMessage } from "../agent-api/credentials-message.ts";
import type { CredentialsMessage } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import type { BrokerParts } from "../broker/broker.ts";
import type { CacheEntry } from "../cache/credential-cache.ts";
import type { UsedCodes } from "../mfa/mfa-devices.ts";

/** How long a successor may take to say that it has everything. */
const READY_TIMEOUT_MS = 10_000;

/** What an agent that is replaced leaves to the next one, over a pipe and never over a file. */
interface HandOver {
  readonly entries: readonly (Omit<CacheEntry, "credentials"> & { readonly credentials: CredentialsMessage })[];
  readonly usedCodes: UsedCodes;
}

/**
 * Starts `executable` as the next agent and gives it sign-ins and cache. It has said that it is ready when this
 * returns, and waits for this agent's lock.
 *
 * @throws {ActasError} when it does not come up; this agent then goes on as if nothing had been asked
 */
export async function handOver(
  executable: string,
  parts: Pick<BrokerParts, "cache" | "mfaDevices">,
): Promise<{ pid: number }> {
  const successor = Bun.spawn([executable, "agent", "run", "--successor"], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
    detached: true,
    cwd: "/",
  });
  successor.stdin.write(JSON.stringify(snapshotOf(parts)));
  successor.stdin.end();
  const ready = Promise.race([firstWord(successor.stdout), Bun.sleep(READY_TIMEOUT_MS).then(() => "late")]);
  if ((await ready) !== "ready") {
    successor.kill();
    throw new ActasError("agent-unreachable", `cannot restart the agent: ${executable} did not become ready`, {
      hints: ["`actas agent stop`, then any command starts a new one; sign-ins end with the old agent"],
    });
  }
  successor.unref();
  return { pid: successor.pid };
}

/** The successor's side: reads what was left from standard input, and says that it has it. */
export async function takeOver({ cache, mfaDevices }: Pick<BrokerParts, "cache" | "mfaDevices">): Promise<void> {
  const { entries, usedCodes } = (await new Response(Bun.stdin.stream()).json()) as HandOver;
  for (const entry of entries) cache.restore({ ...entry, credentials: fromMessage(entry.credentials) });
  mfaDevices.restore(usedCodes);
  console.log("ready");
}

function snapshotOf({ cache, mfaDevices }: Pick<BrokerParts, "cache" | "mfaDevices">): HandOver {
  return {
    entries: cache.list().map((entry) => ({ ...entry, credentials: toMessage(entry.credentials) })),
    usedCodes: mfaDevices.used(),
  };
}

async function firstWord(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const bytes of stream) return new TextDecoder().decode(bytes).trim();
  return "";
}

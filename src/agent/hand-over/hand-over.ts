import { z } from "zod/mini";
import { fromMessage, toMessage } from "../../agent-api/credentials-message.ts";
import { ActasError } from "../../base/errors.ts";
import { systemError } from "../../base/system-error.ts";
import { parseTimestamp } from "../../base/timestamp.ts";
import type { BrokerParts } from "../../broker/broker.ts";
import { startTimeOf } from "../../system/process-stat.ts";
import {
  ClientRecord,
  fromClientRecord,
  fromRecord,
  SignInRecord,
  toClientRecord,
  toRecord,
} from "./sign-in-record.ts";

/** How long a successor may take to say that it has everything. */
const READY_TIMEOUT_MS = 10_000;
const LOOK_MS = 2;

/** What an agent that is replaced leaves to the next one, over a pipe and never over a file. */
const HandOver = z.object({
  predecessor: z.object({ pid: z.number(), startTime: z.string() }),
  entries: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(["sign-in", "credentials"]),
      label: z.string(),
      signIn: z.optional(z.string()),
      obtainedAt: z.number(),
      credentials: z.object({
        accessKeyId: z.string(),
        secretAccessKey: z.string(),
        sessionToken: z.optional(z.string()),
        expiration: z.optional(z.string().check(z.refine((text) => parseTimestamp(text) !== undefined))),
      }),
    }),
  ),
  /** Absent when an older version hands over. */
  signIns: z.optional(z.array(SignInRecord)),
  /** Registrations for the next sign-ins: with another client the user would be asked for consent again. */
  clients: z.optional(z.array(z.tuple([z.string(), ClientRecord]))),
  usedCodes: z.array(z.tuple([z.string(), z.array(z.object({ code: z.string(), at: z.number() }))])),
});

type Memory = Pick<BrokerParts, "cache" | "mfaDevices" | "signIns">;

/**
 * Starts `executable` as the next agent and gives it sign-ins, cache and the lock. It has said that it is ready when
 * this returns, and waits for the end of this process.
 *
 * @throws {ActasError} when it does not come up; this agent then goes on as if nothing had been asked
 */
export async function handOver(
  executable: string,
  memory: Memory,
  place: readonly [lock: number, socket: number],
): Promise<{ pid: number }> {
  const successor = start(executable, place);
  successor.stdin.write(JSON.stringify(snapshotOf(memory)));
  successor.stdin.end();
  const late = Bun.sleep(READY_TIMEOUT_MS).then(() => "late");
  if ((await Promise.race([firstWord(successor.stdout), late])) !== "ready") {
    successor.kill("SIGKILL");
    throw new ActasError("agent-unreachable", `cannot restart the agent: ${executable} did not become ready`, {
      hints: ["`actas agent stop`, then any command starts a new one; sign-ins end with the old agent"],
    });
  }
  successor.unref();
  return { pid: successor.pid };
}

/**
 * The successor's side: reads what was left from standard input, does what has to be done while the agent before it
 * still serves, says that it is ready, and waits until the other is gone. The lock was held all the time.
 */
export async function takeOver({ cache, mfaDevices, signIns }: Memory, beforeItGoes: () => void): Promise<void> {
  const {
    predecessor,
    entries,
    signIns: records = [],
    clients = [],
    usedCodes,
  } = HandOver.parse(await new Response(Bun.stdin.stream()).json());
  for (const { signIn, ...entry } of entries) {
    cache.restore({ ...entry, ...(signIn && { signIn }), credentials: fromMessage(entry.credentials) });
  }
  for (const record of records) signIns.put(fromRecord(record));
  for (const [key, client] of clients) signIns.keepClient(key, fromClientRecord(client));
  mfaDevices.restore(usedCodes);
  beforeItGoes();
  console.log("ready");
  while (startTimeOf(predecessor.pid) === predecessor.startTime) await Bun.sleep(LOOK_MS);
}

/** Lock and socket are its descriptors 3 and 4: whoever connects meanwhile waits for it. */
function start(executable: string, place: readonly [lock: number, socket: number]) {
  try {
    return Bun.spawn([executable, "agent", "run", "--successor"], {
      stdio: ["pipe", "pipe", "ignore", ...place],
      detached: true,
      cwd: "/",
    });
  } catch (error) {
    throw systemError(error, `restart the agent with ${executable}`);
  }
}

function snapshotOf({ cache, mfaDevices, signIns }: Memory): z.input<typeof HandOver> {
  return {
    predecessor: { pid: process.pid, startTime: startTimeOf(process.pid) ?? "" },
    entries: cache.list().map((entry) => ({ ...entry, credentials: toMessage(entry.credentials) })),
    signIns: signIns.list().map(toRecord),
    clients: signIns.clients().map(([key, client]) => [key, toClientRecord(client)]),
    usedCodes: mfaDevices.used().map(([serialNumber, codes]) => [serialNumber, [...codes]]),
  };
}

async function firstWord(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const bytes of stream) return new TextDecoder().decode(bytes).trim();
  return "";
}

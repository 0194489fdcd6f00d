import { ActasError } from "../base/errors.ts";
import { printable } from "../base/printable.ts";
import { containerEndpoint } from "../delivery/container-endpoint/container-endpoint.ts";
import { listenOnLoopback } from "../http/listen-on-loopback.ts";
import { enterNetworkOf, networkOf } from "../system/network-namespace.ts";
import { print } from "../system/print.ts";
import { keepFromDumps } from "../system/processes/keep-from-dumps.ts";
import { startTimeOf } from "../system/processes/process-stat.ts";
import { ProcessWatch } from "../system/processes/process-watch.ts";
import { GrantOfContainer } from "./grant-of-container.ts";

/**
 * The container endpoint of one container, on the loopback of the container's own network: nothing outside of it gets
 * there. A process on this side, which the container cannot look into; it asks the agent at its socket, since sockets
 * are files and belong to no network. Ends with the container.
 *
 * Says on standard output, in one line, why it cannot start; an empty line when it listens.
 */
export async function containerRelay([pid, socket = "", id = "", port]: readonly string[]): Promise<number> {
  try {
    await begin({ pid: Number(pid), port: Number(port), grant: new GrantOfContainer(socket, id) });
  } catch (error) {
    print(printable(inWords(error)));
    return 1;
  }
  print("");
  return new Promise<never>(() => {});
}

function inWords(error: unknown): string {
  if (error instanceof ActasError) return [error.message, ...error.hints].join("; ");
  return `cannot give credentials to the container: ${error instanceof Error ? error.message : String(error)}`;
}

interface Relay {
  /** The container's first process. */
  readonly pid: number;
  readonly port: number;
  readonly grant: GrantOfContainer;
}

async function begin({ grant, pid, port }: Relay): Promise<void> {
  const startTime = startTimeOf(pid);
  const watch = new ProcessWatch(() => process.exit(0));
  if (!startTime || !watch.watch(pid, startTime)) throw new Error("it has ended");
  const tokenHash = await grant.takeOver();
  keepFromDumps();
  const isOfThisMachine = networkOf(pid) === networkOf(process.pid);
  if (!isOfThisMachine) enterNetworkOf(pid);
  listenOnLoopback({
    ...containerEndpoint({
      grantFor: (hash) => (hash === tokenHash ? grant : undefined),
      supply: () => grant.credentials(),
      outcome: { supplied() {}, failed() {} },
    }),
    port,
    // The users of a container are not known here by their numbers; but who is in its network was let in.
    clients: isOfThisMachine ? "own" : "everybody",
  });
}

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
 * there. A process that the container cannot look into; it asks the agent at its socket, since sockets are files and
 * belong to no network. Ends with the container.
 *
 * Says on standard output, in one line, why it cannot start; an empty line when it listens.
 *
 * @param arguments - whose network it is: that of the process with this pid, `own` or `machine`; then the agent's
 * socket, the id of the grant, and the port
 */
export async function containerRelay([whose = "", socket = "", id = "", port]: readonly string[]): Promise<number> {
  const grant = new GrantOfContainer(socket, id);
  try {
    const clients = whose === "own" || whose === "machine" ? endWithInput(whose) : enter(Number(whose));
    const tokenHash = await grant.takeOver();
    keepFromDumps();
    if (clients.enter) enterNetworkOf(Number(whose));
    listenOnLoopback({
      ...containerEndpoint({
        grantFor: (hash) => (hash === tokenHash ? grant : undefined),
        supply: () => grant.credentials(),
        outcome: { supplied() {}, failed() {} },
      }),
      port: Number(port),
      clients: clients.served,
    });
  } catch (error) {
    print(printable(inWords(error)));
    return 1;
  }
  print("");
  return new Promise<never>(() => {});
}

interface Clients {
  /** Whether they are in another network than this process. */
  readonly enter: boolean;
  /** The users of a container are not known here by their numbers; but who is in its network was let in. */
  readonly served: "own" | "own-and-root" | "everybody";
}

/** The relay is in a container itself, whose network the other shares. Its input ends with what has started both. */
function endWithInput(whose: "own" | "machine"): Clients {
  void Bun.stdin.bytes().then(() => process.exit(0));
  // To Docker, root in a container is root of this machine, who can act as this user anyway.
  return { enter: false, served: whose === "machine" ? "own-and-root" : "everybody" };
}

/** The relay is on this side, started by the engine for the process of a container. */
function enter(pid: number): Clients {
  const startTime = startTimeOf(pid);
  const watch = new ProcessWatch(() => process.exit(0));
  if (!startTime || !watch.watch(pid, startTime)) throw new Error("it has ended");
  const isOfThisMachine = networkOf(pid) === networkOf(process.pid);
  return isOfThisMachine ? { enter: false, served: "own" } : { enter: true, served: "everybody" };
}

function inWords(error: unknown): string {
  if (error instanceof ActasError) return [error.message, ...error.hints].join("; ");
  return `cannot give credentials to the container: ${error instanceof Error ? error.message : String(error)}`;
}

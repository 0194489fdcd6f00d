import { listenUnix } from "../../agent-api/listen-unix.ts";
import { ActasError } from "../../base/errors.ts";
import { systemError } from "../../base/system-error.ts";
import type { PrivateDirectory } from "../../files/private-directory.ts";
import { EndingSignals } from "../../system/processes/ending-signals.ts";
import { passDescriptor, takeDescriptor } from "../../system/processes/pass-descriptor.ts";
import { selfCommand } from "../../system/processes/self-command.ts";
import { acceptUnix, closeUnix, peerOf } from "../../system/unix-socket.ts";
import { DONE } from "./address-helper.ts";
import { ADDRESS_HELPER } from "./address-helper-argument.ts";

const LOOK_MS = 10;
const ROOT = 0;

interface Move {
  /** The descriptor of a listening socket. */
  readonly listening: number;
  /** Where the socket is for the helper to come to. */
  readonly runtime: PrivateDirectory;
  /** What makes a command run as root, such as `sudo --`; nothing for root. */
  readonly asRoot: readonly string[];
}

/**
 * Moves a listening socket to the address of the metadata service, by a helper that runs as root and ends. The machine
 * has the address until the result is disposed, or this process ends in whatever way.
 *
 * @throws {ActasError} `system` why not
 * @throws {Interrupted} when the user ends it, as at the question for a password
 */
export async function moveToMetadataAddress({ asRoot, listening, runtime }: Move): Promise<Disposable> {
  const name = `imds-${process.pid}.sock`;
  const path = `${runtime.path}/${name}`;
  const waiting = listenUnix(runtime, path);
  using ending = new EndingSignals();
  try {
    const helper = start([...asRoot, ...selfCommand(), ADDRESS_HELPER, path]);
    const device = await exchange({ waiting, listening, helper, ending: ending.signal });
    return { [Symbol.dispose]: () => closeUnix(device) };
  } finally {
    closeUnix(waiting);
    runtime.remove(name);
  }
}

function start(words: readonly string[]) {
  try {
    return Bun.spawn([...words], { stdio: ["inherit", "ignore", "inherit"], cwd: "/" });
  } catch (error) {
    throw systemError(error, TAKE);
  }
}

interface Exchange {
  /** Where the helper comes to. */
  readonly waiting: number;
  readonly listening: number;
  readonly helper: Bun.Subprocess;
  readonly ending: AbortSignal;
}

/** Hands the socket to the helper once it has come; gives the descriptor of the device. */
async function exchange({ ending, helper, listening, waiting }: Exchange): Promise<number> {
  let connection: number | undefined;
  try {
    for (;;) {
      ending.throwIfAborted();
      const hasEnded = helper.exitCode !== null || helper.signalCode !== null;
      connection ??= fromRoot(waiting, listening);
      const answer = connection === undefined ? undefined : takeDescriptor(connection);
      if (answer?.fd !== undefined && answer.text === DONE) return answer.fd;
      if (answer) throw cannotTake(answer.text || "the helper ended");
      if (hasEnded) {
        // ^C ends the helper as well, which may be seen first.
        await Bun.sleep(LOOK_MS);
        ending.throwIfAborted();
        throw cannotTake(`the step as root ended with status ${helper.exitCode}`);
      }
      await Bun.sleep(LOOK_MS);
    }
  } finally {
    if (connection !== undefined) closeUnix(connection);
    // What waits for a password does not end with this command, and has nothing more to do.
    if (!ending.aborted) await helper.exited;
  }
}

function fromRoot(waiting: number, listening: number): number | undefined {
  const connection = acceptUnix(waiting);
  if (connection === undefined) return undefined;
  if (peerOf(connection).uid === ROOT) {
    passDescriptor(connection, { text: "move", fd: listening });
    return connection;
  }
  closeUnix(connection);
  return undefined;
}

const TAKE = "serve at 169.254.169.254";

function cannotTake(reason: string): ActasError {
  return new ActasError("system", `cannot ${TAKE}: ${reason}`, {
    hints: ["serve on a port of 127.0.0.1, and start programs with the variable that it prints: `--port 9911`"],
  });
}

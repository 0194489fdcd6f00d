import { ownUid } from "../../system/own-uid.ts";
import { takeMetadataAddress } from "../../system/ports/metadata-address.ts";
import { passDescriptor, takeDescriptor } from "../../system/processes/pass-descriptor.ts";
import { closeUnix, connectUnix, peerOf } from "../../system/unix-socket.ts";

const PATIENCE_MS = 5_000;
const LOOK_MS = 5;

/**
 * What runs as root, and no longer than this: it takes the socket that a command of the user who called `sudo` hands to
 * it, moves it to the address of the metadata service, and hands back the descriptor of the device that has the address.
 *
 * @param path - the socket at which that command waits
 * @returns the status of the process
 */
export async function addressHelper(path: string): Promise<number> {
  const connection = connectUnix(path, PATIENCE_MS);
  try {
    if (peerOf(connection).uid !== calledBy()) throw new Error("the command that asks is another user's");
    const device = takeMetadataAddress(await handed(connection));
    passDescriptor(connection, { text: DONE, fd: device });
    return 0;
  } catch (error) {
    passDescriptor(connection, { text: error instanceof Error ? error.message : String(error) });
    return 1;
  } finally {
    closeUnix(connection);
  }
}

/** What the helper says when all is well; anything else is why not. */
export const DONE = "done";

/** The user who called `sudo`, which says so itself; else this one. */
function calledBy(): number {
  const { SUDO_UID } = process.env;
  return SUDO_UID && ownUid() === 0 ? Number(SUDO_UID) : ownUid();
}

async function handed(connection: number): Promise<number> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await Bun.sleep(LOOK_MS)) {
    const { fd, text } = takeDescriptor(connection) ?? {};
    if (fd !== undefined) return fd;
    if (text !== undefined) break;
  }
  throw new Error("the command that asks hands over no socket");
}

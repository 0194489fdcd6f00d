import { afterEach, expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenUnix } from "../../src/agent-api/listen-unix.ts";
import { makePrivateDirectory } from "../../src/files/private-directory.ts";
import { ADDRESS_HELPER } from "../../src/serve/imds/address-helper-argument.ts";
import { passDescriptor, takeDescriptor } from "../../src/system/processes/pass-descriptor.ts";
import { acceptUnix, closeUnix } from "../../src/system/unix-socket.ts";
import { testNeeding } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The helper as `sudo` would start it for a user, and what it says to the command that waits for it. */
async function help(sudoUid: number, words?: string): Promise<{ status: number; said: string | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), "actas-helper-"));
  folders.push(folder);
  using directory = makePrivateDirectory(folder);
  const waiting = listenUnix(directory, join(folder, "a.sock"));
  const helper = Bun.spawn([PROGRAM, ADDRESS_HELPER, join(folder, "a.sock")], { env: { SUDO_UID: String(sudoUid) } });
  const connection = await until("it has come", () => acceptUnix(waiting));
  if (words) passDescriptor(connection, { text: words });
  const status = await helper.exited;
  const said = takeDescriptor(connection);
  for (const fd of [connection, waiting]) closeUnix(fd);
  return { status, said: said?.text };
}

testNeeding("root")(
  "the helper serves the user who called sudo, and no other who names a socket of theirs",
  async () => {
    expect(await help(65_534)).toEqual({ status: 1, said: "the command that asks is another user's" });
  },
);

testNeeding("root")("the helper moves a socket only, and gives no address for anything else", async () => {
  expect(await help(0, "move")).toEqual({ status: 1, said: "the command that asks hands over no socket" });
});

import { expect, test } from "bun:test";
import { chmod, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { AS_OTHER_USER } from "../support/other-user.ts";
import { type World, withSandbox } from "../support/world.ts";

test("only the user can read or reach what the agent keeps", async () => {
  await withSandbox(async (world) => {
    await world.signIn("staging");
    const folder = runtimeFolder(world);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder, { recursive: true })) {
      expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0);
    }
  });
});

const TALK = `
import socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.settimeout(3)
connection.connect(sys.argv[1])
try:
    connection.sendall(sys.argv[2].encode() + b"\\n")
    print(connection.recv(65536).decode() or "closed")
except OSError as error:
    print("closed", error)
`;

testWith(
  { tools: ["root", "setpriv", "python3"] },
  "another user is refused by the agent, even where the file modes would let it in",
  () =>
    withSandbox(async (world) => {
      await world.signIn("staging");
      const socket = join(runtimeFolder(world), "agent.sock");
      const { stdout: version } = await world.run(["--version"]);
      const request = JSON.stringify({ protocol: 1, version: version.trim(), request: "status" });
      const talk = [pathOf("python3") ?? "", "-c", TALK, socket, request];
      expect((await world.runProgram(talk, { cwd: "/" })).stdout).toContain('"type":"result"');
      expect((await world.runProgram([...AS_OTHER_USER, ...talk], { cwd: "/" })).stderr).toContain("PermissionError");

      for (const folder of [world.home, join(world.home, "run"), runtimeFolder(world)]) await chmod(folder, 0o755);
      await chmod(socket, 0o666);
      const opened = await world.runProgram([...AS_OTHER_USER, ...talk], { cwd: "/" });
      expect(opened.stderr).toBe("");
      expect(opened.stdout).not.toContain('"type":"result"');
      await chmod(runtimeFolder(world), 0o700);
    }),
);

function runtimeFolder({ environment }: World): string {
  return join(environment.XDG_RUNTIME_DIR ?? "", "actas");
}

import { expect, test } from "bun:test";
import { connect } from "node:net";
import { IS_MACOS } from "../libc.ts";
import { programOf } from "../processes/parent-program.ts";
import { ClientPrograms } from "./client-programs.ts";

const onLinux = IS_MACOS ? test.skip : test;

/** A listener, and a client of it in this very process. */
async function connected() {
  const accepted = Promise.withResolvers<number>();
  const server = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: { open: ({ remotePort }) => accepted.resolve(remotePort), data() {} },
  });
  const client = connect(server.port, "127.0.0.1");
  const programs = new ClientPrograms(server.port);
  const end = () => {
    client.destroy();
    server.stop(true);
    programs[Symbol.dispose]();
  };
  return { port: await accepted.promise, programs, end };
}

onLinux(
  "the program at the other end of a connection is found, and the next one is not looked for at once",
  async () => {
    const { end, port, programs } = await connected();
    expect(programs.at(port)).toEqual({ pid: process.pid, program: programOf(process.pid) });
    expect(programs.at(port)).toBe("later");
    end();
  },
);

onLinux("of a connection that is not there nothing is known", async () => {
  const { end, programs } = await connected();
  expect(programs.at(1)).toBeUndefined();
  end();
});

import { expect, test } from "bun:test";
import { join } from "node:path";
import { listen } from "bun";

const STORE = join(import.meta.dir, "../../../src/server/store");

/** Connects and closes, as a server does when it starts; an event of an error that nobody hears ends the process. */
const CONNECTS = `
  const { connectToPostgres } = await import(${JSON.stringify(join(STORE, "connect-to-postgres.ts"))});
  const connection = { connectionString: process.env.DATABASE_URL, ways: [false], shown: "it" };
  const settings = { kind: "external", connections: 1, firstWaitMs: 0, log: () => {} };
  await (await connectToPostgres(connection, settings)).close();
  console.log("went on");
`;

test("a database that stops while a connection to it is closed does not end the server", async () => {
  let closing = 0;
  using database = listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data: (socket, bytes) => {
        if (bytes[0] === TERMINATE) {
          closing++;
          socket.end(message("E", "SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"));
        } else socket.write(Buffer.concat([message("R", "\0\0\0\0"), message("Z", "I")]));
      },
    },
  });
  const program = Bun.spawn([process.execPath, "-e", CONNECTS], {
    env: { PATH: process.env.PATH ?? "", DATABASE_URL: `postgres://a@127.0.0.1:${database.port}/a` },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, errors] = await Promise.all([new Response(program.stdout).text(), new Response(program.stderr).text()]);
  expect(errors.slice(0, 300)).toBe("");
  expect(said).toBe("went on\n");
  expect(closing).toBeGreaterThan(0);
});

const TERMINATE = "X".charCodeAt(0);

/** A message of PostgreSQL's protocol: its kind, its length, and what it says. */
function message(kind: string, text: string): Buffer {
  const body = Buffer.from(text, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

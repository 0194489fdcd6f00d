import { afterAll, describe, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { Secret } from "../../../src/base/secret.ts";
import { containerEndpoint } from "../../../src/delivery/container-endpoint/container-endpoint.ts";
import { listenOnLoopback } from "../../../src/http/listen-on-loopback.ts";
import { newToken, tokenHash } from "../../../src/http/token.ts";
import { pathOf, testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { until } from "../../support/until.ts";

const RUNS = 20;
const TOKEN = newToken().reveal();
let supplied = 0;
const endpoint = listenOnLoopback(
  containerEndpoint({
    grantFor: (hash) => (hash === tokenHash(TOKEN) ? {} : undefined),
    supply: () => {
      supplied++;
      return { accessKeyId: "ASIAVICTIM", secretAccessKey: new Secret("s3cret") };
    },
    outcome: { supplied: () => {}, failed: () => {} },
  }),
);
afterAll(() => endpoint.stop());

const REQUEST = `GET /credentials HTTP/1.1\r\nHost: 127.0.0.1:${endpoint.port}\r\nAuthorization: ${TOKEN}\r\n`;

interface Attempt {
  readonly who: "own" | "other";
  readonly how?: "plain" | "mapped" | "gone";
  readonly from?: string;
  readonly port?: number;
  readonly request?: string;
}

/** What another program of a user is answered: the status line and the body. */
async function ask({ who, how = "plain", from = "127.0.0.1", port = 0, request = REQUEST }: Attempt): Promise<string> {
  const script = [pathOf("python3") ?? "", join(import.meta.dir, "ask.py")];
  const words = [...(who === "other" ? AS_OTHER_USER : []), ...script, how, from, String(port), String(endpoint.port)];
  const child = Bun.spawn(words, { stdin: Buffer.from(`${request}Connection: close\r\n\r\n`), stderr: "inherit" });
  return child.stdout.text();
}

/** A connection of this user that has been served, and stays open. */
async function served(): Promise<Socket> {
  const socket = connect(endpoint.port, "127.0.0.1");
  socket.write(`${REQUEST}\r\n`);
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once("data", (data) => resolve(`${data}`));
  expect(await promise).toContain("ASIAVICTIM");
  return socket;
}

describe("the container endpoint, with the right token", () => {
  testNeeding("python3")("serves an IPv4 socket and an IPv6 socket of its user", async () => {
    expect(await ask({ who: "own" })).toContain("ASIAVICTIM");
    expect(await ask({ who: "own", how: "mapped" })).toContain("ASIAVICTIM");
  });

  testNeeding(
    "root",
    "setpriv",
    "python3",
  )("refuses both of another user", async () => {
    for (const how of ["plain", "mapped"] as const) {
      expect(await ask({ who: "other", how })).toContain('"Code":"OtherUser"');
    }
  });

  testNeeding("python3")("refuses its own user from any other loopback address", async () => {
    for (const from of ["127.0.0.2", "127.1.2.3", "127.255.255.254"]) {
      expect(await ask({ who: "own", from })).toContain('"Code":"OtherAddress"');
    }
  });

  testNeeding("root", "setpriv", "python3")(
    "refuses another user who has the port number of a connection of its user on another address",
    async () => {
      for (let run = 0; run < RUNS; run++) {
        const socket = await served();
        const answer = await ask({ who: "other", from: "127.0.0.2", port: socket.localPort ?? 0 });
        expect(answer).toContain('"Code":"OtherAddress"');
        socket.destroy();
      }
    },
    60_000,
  );

  testNeeding("root", "setpriv", "python3")(
    "refuses another user who has the port that a connection of its user has just had",
    async () => {
      for (let run = 0; run < RUNS; run++) {
        const socket = await served();
        const port = socket.localPort ?? 0;
        // A reset leaves the port free at once.
        socket.resetAndDestroy();
        expect(await ask({ who: "other", port })).toContain('"Code":"OtherUser"');
      }
    },
    60_000,
  );

  testNeeding(
    "root",
    "setpriv",
    "python3",
  )("does nothing for another user who has hung up", async () => {
    const before = supplied;
    for (let run = 0; run < RUNS; run++) await ask({ who: "other", how: "gone" });
    // Requests of one listener are served in turn.
    await served().then((socket) => socket.destroy());
    expect(supplied).toBe(before + 1);
  });
});

describe("without the right token", () => {
  testNeeding(
    "root",
    "setpriv",
    "python3",
  )("another user learns no more than that, and the kernel is not asked for the uid", async () => {
    const request = REQUEST.replace(TOKEN, "Bearer x");
    expect(await ask({ who: "other", request })).toContain('"Code":"WrongToken"');
    expect(await ask({ who: "other", request: request.replace("Authorization", "X") })).toContain(
      '"Code":"MissingToken"',
    );
  });

  test("a flood from other addresses costs little, however many connections there are", async () => {
    const idle = Array.from({ length: 3_000 }, () => connect(endpoint.port, "127.0.0.1").on("error", () => {}));
    await until("they are connected", () => idle.every(({ connecting }) => !connecting));
    const before = process.cpuUsage();
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 50 }, () => refusedFrom(`127.0.0.${2 + round}`)));
    }
    const { user, system } = process.cpuUsage(before);
    for (const socket of idle) socket.destroy();
    // Client and listener together; the table of so many connections takes 10 ms to read, once for each request.
    expect((user + system) / 1000 / 1000).toBeLessThan(3);
  }, 60_000);
});

async function refusedFrom(localAddress: string): Promise<void> {
  const socket = connect({ port: endpoint.port, host: "127.0.0.1", localAddress });
  socket.write(`${REQUEST}Connection: close\r\n\r\n`);
  let answer = "";
  for await (const piece of socket) answer += piece;
  expect(answer).toContain('"Code":"OtherAddress"');
}

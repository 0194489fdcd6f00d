import { afterEach, expect } from "bun:test";
import { RedirectListener } from "../../../src/oauth/redirect-listener.ts";
import { testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { thiefAt } from "../../support/port-thief.ts";
import { quietSocketAt } from "../../support/quiet-socket.ts";

const RUNS = 20;
const VISIT = `const answer = await fetch(process.argv.at(-1), { redirect: "manual" });
console.log(answer.status, answer.headers.get("location"), await answer.text());`;

const open: RedirectListener[] = [];
afterEach(() => Promise.all(open.splice(0).map((listener) => listener.finish("signed-in"))));

function listen(host: "127.0.0.1" | "localhost", port?: number): RedirectListener {
  const listener = new RedirectListener({
    ...(port && { ports: [port] }),
    context: { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" },
    host,
    path: "/oauth2callback",
    state: "st4te",
    authorizationUrl: () => new URL("https://login.example/"),
  });
  open.push(listener);
  return listener;
}

function visit(who: "own" | "other", url: string): Promise<string> {
  const words = [...(who === "other" ? AS_OTHER_USER : []), process.execPath, "-e", VISIT, url];
  return Bun.spawn(words, { cwd: "/", stderr: "inherit" }).stdout.text();
}

testNeeding("root", "setpriv")(
  "another user who reads the short URL before the browser has it is led nowhere, and does not use it up",
  async () => {
    for (let run = 0; run < RUNS; run++) {
      const listener = listen("127.0.0.1");
      const his = await visit("other", listener.shortUrl);
      expect(his).toStartWith("403 null <!doctype html>");
      expect(his).toContain("Cannot serve this program: it runs as another user.");
      expect(await visit("own", listener.shortUrl)).toStartWith("307 https://login.example/");
    }
  },
  60_000,
);

testNeeding("root", "setpriv")(
  "another user cannot bring a callback, on IPv4 or IPv6, with the right state too",
  async () => {
    for (const host of ["127.0.0.1", "localhost"] as const) {
      const listener = listen(host);
      const callback = (address: string) => `http://${address}:${listener.port}/oauth2callback?code=c0de&state=st4te`;
      expect(await visit("other", callback(host))).toStartWith("403 null ");
      const state = Promise.race([listener.callback.then(() => "answered"), Bun.sleep(1).then(() => "waiting")]);
      expect(await state).toBe("waiting");
      const own = visit("own", callback(host));
      expect((await listener.callback).searchParams.get("code")).toBe("c0de");
      await listener.finish("signed-in");
      expect(await own).toStartWith("200 ");
    }
  },
);

testNeeding(
  "root",
  "setpriv",
  "python3",
)("a sign-in does not wait at a port that another user has, on IPv4 or IPv6, whether they listen or not", async () => {
  for (const [address, host] of [
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "localhost"],
    ["::1", "localhost"],
  ] as const) {
    const his = await quietSocketAt(0, address);
    expect(() => listen(host, his.port)).toThrow(`port ${his.port} of this machine is taken`);
    await his[Symbol.asyncDispose]();
    const listener = listen(host, his.port);
    expect(() => listen(host, his.port)).toThrow(`port ${his.port} of this machine is taken`);
    expect(await visit("own", listener.shortUrl)).toStartWith("307 ");
    await listener.finish("signed-in");
    // The connections of the sign-in before are dying away.
    await listen(host, his.port).finish("signed-in");
  }
});

testNeeding(
  "root",
  "setpriv",
  "python3",
)("another user cannot have the port of a sign-in that waits, in any way", async () => {
  const listener = listen("127.0.0.1");
  const thief = await thiefAt(listener.port);
  await Bun.sleep(500);
  const { took, tries } = await thief.end();
  expect(took).toBeUndefined();
  expect(tries).toBeGreaterThan(100);
});

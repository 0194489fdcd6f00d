import { expect, test } from "bun:test";
import { holdGrant } from "../../support/held-grant.ts";
import { pathOf, testWith } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { until } from "../../support/until.ts";
import { withSandbox } from "../../support/world.ts";

type Headers = Readonly<Record<string, string>>;

const REFUSED: Readonly<Record<string, (token: string) => Headers>> = {
  "without a token": () => ({}),
  "with a wrong token": (token) => ({ authorization: `${token}x` }),
  "with an empty token": () => ({ authorization: "" }),
  "for a foreign host": (token) => ({ authorization: token, host: "attacker.example" }),
  "for its own port under another name": (token) => ({ authorization: token, host: "localhost.attacker.example" }),
  "from a web page": (token) => ({ authorization: token, origin: "http://attacker.example" }),
  "from a page of its own origin": (token) => ({ authorization: token, origin: "http://127.0.0.1" }),
  "from a page that hides its origin": (token) => ({ authorization: token, origin: "null" }),
  "that a browser marks": (token) => ({ authorization: token, "sec-fetch-site": "cross-site" }),
};

test("the container endpoint refuses what the program itself would not send", async () => {
  await withSandbox(async (world) => {
    await using grant = await holdGrant(world, "readonly");
    expect((await grant.ask()).status).toBe(200);
    for (const [what, headers] of Object.entries(REFUSED)) {
      const response = await grant.ask(headers(grant.token));
      expect(response.status, `a request ${what}`).toBeWithin(400, 500);
      expect(await response.text()).not.toContain("AccessKeyId");
    }
  });
});

test("the endpoint forgets a program when it has ended", async () => {
  await withSandbox(async (world) => {
    const ended = await holdGrant(world, "readonly");
    await using other = await holdGrant(world, "readonly");
    await ended[Symbol.asyncDispose]();
    await until("its token is refused", async () => (await ended.ask()).status === 401);
    expect((await other.ask()).status).toBe(200);
  });
}, 30_000);

const ASK = `
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], headers={"Authorization": sys.argv[2]})
print(urllib.request.urlopen(request).status)
`;

testWith(
  { tools: ["root", "setpriv", "python3"] },
  "another user is refused by the endpoint, even with the token",
  () =>
    withSandbox(async (world) => {
      await using grant = await holdGrant(world, "readonly");
      const ask = [pathOf("python3") ?? "", "-c", ASK, grant.url, grant.token];
      const own = await world.runProgram(ask, { cwd: "/" });
      expect(own.stdout).toBe("200\n");
      const other = await world.runProgram([...AS_OTHER_USER, ...ask], { cwd: "/" });
      expect(other.stdout).toBe("");
      expect(other.stderr).toContain("HTTP Error 4");
    }),
);

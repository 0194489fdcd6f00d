import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { shownPage } from "../../support/sign-in.ts";
import { testDatabase } from "../../support/test-database.ts";
import { type World, withSandbox } from "../../support/world.ts";

const declare = testNeeding("postgres");
const LIMIT_MS = 120_000;

interface Signed {
  readonly world: World;
  readonly server: PeopleWorld;
  /** What the server was asked since. */
  readonly heard: Request[];
}

/** A user's machine with the executable, signed in to a server on the network between which nothing is secret. */
function signedInTest(name: string, body: (signed: Signed) => Promise<void>): void {
  const run = (): Promise<void> =>
    withSandbox(async (world) => {
      await using store = await testDatabase();
      await using server = await PeopleWorld.start(store.database);
      const heard: Request[] = [];
      const answer = server.answer.bind(server);
      server.answer = (request) => {
        heard.push(request.clone() as Request);
        return answer(request);
      };
      await world.run(["setup", "server", "staff", "--url", server.url, "--client-id", "actas"]);
      const terminal = world.terminal(["login", "staff", "--no-browser"]);
      const browser = new PageBrowser("http://nowhere.example/");
      await browser.visit(await shownPage(terminal));
      await browser.submit({ answer: "yes" });
      expect([await terminal.exited, terminal.screen]).toEqual([0, expect.stringContaining("signed in")]);
      await body({ world, server, heard });
    });
  declare(name, run, LIMIT_MS);
}

async function lent(world: World, ...more: string[]): Promise<unknown> {
  const { status, stderr, stdout } = await world.run(["process", ...more, "staff:dev"]);
  return status === 0 ? (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId : stderr;
}

/** Whether the server takes this request, as it is. */
async function taken(server: PeopleWorld, request: Request, headers: Record<string, string>): Promise<boolean> {
  const again = new Request(request.url, {
    method: request.method,
    headers: { ...request.headers.toJSON(), ...headers },
  });
  return server.people.bouncer.personOf(again, "held").then(
    () => true,
    () => false,
  );
}

signedInTest(
  "who reads all that crosses the network can neither repeat nor use it",
  async ({ heard, server, world }) => {
    expect(await lent(world)).toBe("ASIAdev");
    expect((await world.run(["list", "roles", "staff"])).status).toBe(0);
    const asked = heard.filter(({ headers }) => headers.has("authorization"));
    expect(asked.length).toBeGreaterThan(1);
    for (const request of asked) {
      const authorization = request.headers.get("authorization") ?? "";
      expect(authorization).toStartWith("DPoP ");
      expect(await taken(server, request, {})).toBe(false);
      expect(await taken(server, request, { authorization: authorization.replace("DPoP", "Bearer") })).toBe(false);
    }
    const proofs = asked.map(({ headers }) => headers.get("dpop"));
    expect(new Set(proofs).size).toBe(proofs.length);
    const exchange = heard.find(({ headers, url }) => url.endsWith("/oauth/token") && headers.has("dpop"));
    const form = new URLSearchParams(await exchange?.text());
    expect(form.get("grant_type")).toBe("authorization_code");
    expect(heard.find(({ url }) => url.includes("/oauth/authorize?"))?.url).toContain("&dpop_jkt=");
    expect((await world.run(["logout", "staff"])).stdout).toContain("staff");
  },
);

signedInTest(
  "where the server's clock shows another time, a role is lent all the same",
  async ({ heard, server, world }) => {
    server.ahead = 150_000;
    expect(await lent(world)).toBe("ASIAdev");
    const lending = heard.filter(({ headers, url }) => url.endsWith("/assume-role") && headers.has("dpop"));
    expect(lending).toHaveLength(2);
  },
);

signedInTest("an agent that takes the place of another has the key, and renews the sign-in with it", async (signed) => {
  const { heard, world } = signed;
  expect((await world.run(["agent", "restart"])).status).toBe(0);
  expect(await lent(world)).toBe("ASIAdev");
  expect((await world.run(["refresh", "staff"])).status).toBe(0);
  expect(await lent(world, "--refresh")).toBe("ASIAdev");
  const forms = heard.filter(({ url }) => url.endsWith("/oauth/token")).map(async (request) => request.clone().text());
  expect((await Promise.all(forms)).join("\n")).toContain("grant_type=refresh_token");
});

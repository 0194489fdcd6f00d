import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../support/free-port.ts";
import { testNeeding } from "../../support/needs.ts";
import { OAuthProgram, type Tokens } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { KEY } from "../../support/people/people-world.ts";
import { TestUpstream } from "../../support/people/upstream.ts";
import { type RunningServer, runningServer } from "../../support/server/running-server.ts";
import { testDatabase } from "../../support/test-database.ts";

const LIMIT_MS = 120_000;
const declare = testNeeding("postgres");

/** Replicas of the executable at one address after the other, on one database. */
function builtTest(
  name: string,
  body: (start: () => Promise<RunningServer>, upstream: TestUpstream, local: string) => Promise<void>,
  urlAt: (port: number) => string = (port) => `http://127.0.0.1:${port}/`,
): void {
  const run = async (): Promise<void> => {
    await using store = await testDatabase();
    const port = freePort();
    const url = urlAt(port);
    await using upstream = await TestUpstream.start(`${url}oauth/signed-in`);
    const folder = mkdtempSync(join(tmpdir(), "actas-test-"));
    writeFileSync(join(folder, "secret"), "upstream-secret\n", { mode: 0o600 });
    const provider = { issuer: upstream.issuer, clientId: "team-server", clientSecretFile: join(folder, "secret") };
    const configuration = { url, listen: { port }, people: { provider, device: { clients: ["actas"] } } };
    writeFileSync(join(folder, "actas-server.json"), JSON.stringify(configuration));
    const variables = {
      DATABASE_URL: store.url,
      ACTAS_SERVER_LISTEN_PORT: `${port}`,
      ACTAS_SERVER_CONFIG: join(folder, "actas-server.json"),
      ACTAS_SERVER_PEOPLE_KEYS: KEY,
    };
    await body(() => runningServer({ variables }), upstream, `http://127.0.0.1:${port}${new URL(url).pathname}`);
    rmSync(folder, { recursive: true });
  };
  declare(name, run, LIMIT_MS);
}

async function roles(program: OAuthProgram, token: string): Promise<Response> {
  return fetch(`${program.url}roles`, { headers: await program.headersFor(token, "GET", "roles") });
}

builtTest("the executable signs people in, and a replica that takes its place knows them", async (start) => {
  let tokens: Tokens;
  let program: OAuthProgram;
  {
    await using server = await start();
    program = new OAuthProgram(server.url);
    tokens = await program.tokens();
    expect((await roles(program, tokens.access_token)).status).toBe(200);
    expect((await roles(program, `${tokens.access_token.slice(0, -4)}AAAA`)).status).toBe(401);
    expect(server.said()).not.toContain(tokens.refresh_token);
  }
  await using server = await start();
  expect((await roles(program, tokens.access_token)).status).toBe(200);
  const renewed = await program.refresh(tokens.refresh_token);
  expect(renewed.status).toBe(200);
  expect((await program.refresh(tokens.refresh_token)).status).toBe(400);
  expect((await roles(program, tokens.access_token)).status).toBe(401);
  expect(server.said()).toContain("came twice");
});

builtTest("a server that is killed while a browser is at the provider goes on where it was", async (start) => {
  const browser = new PageBrowser();
  let back: string;
  {
    await using server = await start();
    await browser.visit(new OAuthProgram(server.url).authorizationUrl());
    const end = browser.stopsAt(`${server.url}oauth/signed-in`);
    back = (await browser.submit({ answer: "yes" })).url;
    end();
    server.kill("SIGKILL");
    await server.exited;
  }
  await using server = await start();
  const { url } = await browser.visit(back);
  const answer = await new OAuthProgram(server.url).redeem(new URL(url).searchParams.get("code") ?? "");
  expect(answer.status).toBe(200);
});

builtTest(
  "below a path, proofs are for the address with the path",
  async (start) => {
    await using server = await start();
    const program = new OAuthProgram(server.url);
    const { access_token, refresh_token } = await program.tokens();
    expect((await roles(program, access_token)).status).toBe(200);
    expect((await program.refresh(refresh_token)).status).toBe(200);
    program.known = program.url.replace("team/", "");
    expect((await roles(program, access_token)).status).toBe(401);
  },
  (port) => `http://127.0.0.1:${port}/team/`,
);

builtTest(
  "behind a proxy, proofs are for the address that the proxy has",
  async (start, _, local) => {
    await using server = await start();
    const program = new OAuthProgram(local);
    const asked = async (): Promise<unknown> =>
      ((await (await program.refresh("x")).json()) as { error: string }).error;
    expect(await asked()).toBe("invalid_dpop_proof");
    program.known = server.url;
    expect([server.url, await asked()]).toEqual(["https://roles.example/team/", "invalid_grant"]);
  },
  () => "https://roles.example/team/",
);

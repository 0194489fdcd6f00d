import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");

interface Said {
  /** What its document says that it is, by what it is. */
  readonly issuer?: (own: string) => string;
  readonly keys?: readonly object[];
  readonly hasUserInfo?: boolean;
}

/** An OpenID provider, or an authorization server, that says this of itself. */
function providerSaying({ issuer = (own) => own, keys = [{ kty: "EC", kid: "one" }], hasUserInfo = true }: Said = {}) {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) => {
      const { origin, pathname } = new URL(url);
      if (pathname === "/keys") return Response.json({ keys });
      const [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint] = [
        ...["auth", "token", "keys", "userinfo"].map((at) => `${origin}/${at}`),
      ];
      return Response.json({
        issuer: issuer(origin),
        ...{ authorization_endpoint, token_endpoint, jwks_uri },
        ...(hasUserInfo && { userinfo_endpoint }),
        response_types_supported: ["code"],
        code_challenge_methods_supported: ["S256"],
      });
    },
  });
  return { issuer: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => server.stop(true) };
}

test("`server check` says of people what a start would refuse, and asks their provider who it is", async () => {
  using good = providerSaying();
  using other = providerSaying({ issuer: (own) => `${own}/` });
  using keyless = providerSaying({ keys: [] });
  expect(await said({ issuer: good.issuer })).toContain(`good: people: they sign in at ${good.issuer}\n`);
  expect(await said({ issuer: other.issuer })).toContain(`it calls itself ${other.issuer}/, not ${other.issuer}`);
  expect(await said({ issuer: keyless.issuer })).toContain("it publishes no keys");
  expect(await said({ issuer: "http://127.0.0.1:1" })).toContain("wrong: people: cannot read the OpenID provider");
  expect(await said({ issuer: good.issuer }, "short")).toContain(
    "wrong: people: cannot use the key in `people.keyFile`",
  );
  expect(await said(undefined)).toContain("wrong: people: cannot use `people` of the configuration: it says nobody");
});

test("it asks an authorization server that was there before, too: its document, and its keys", async () => {
  using good = providerSaying();
  using other = providerSaying({ issuer: (own) => `${own}/` });
  using keyless = providerSaying({ keys: [] });
  using silent = providerSaying({ hasUserInfo: false });
  const behind = (issuer: string, more = {}) => saidOf({ people: { authorizationServer: { issuer, ...more } } });
  expect(await behind(good.issuer)).toContain(`good: people: they sign in at ${good.issuer}\n`);
  expect(await behind(other.issuer)).toContain(
    `wrong: people: cannot read the authorization server's document: it calls itself ${other.issuer}/, not ${other.issuer}`,
  );
  expect(await behind(keyless.issuer)).toContain(
    `wrong: people: cannot know people by tokens of ${keyless.issuer}: it publishes no keys`,
  );
  expect(await behind("http://127.0.0.1:1")).toContain(
    "wrong: people: cannot read the authorization server's document",
  );
  expect(await behind(silent.issuer, { groupsSeconds: 900 })).toContain(
    `note: people: they sign in at ${silent.issuer}; it has no userinfo endpoint: nothing is lent by a token older than 900 s`,
  );
});

/** What is said of people in a configuration. */
function said(provider: { readonly issuer: string } | undefined, key = KEY): Promise<string> {
  return saidOf({ people: provider ? { provider: { ...provider, clientId: "roles" } } : {} }, key);
}

/** What is said of a configuration. @param key - absent: there is none */
async function saidOf({ people }: { readonly people: object }, key?: string): Promise<string> {
  using folder = temporaryFolder();
  const [config, keyFile] = [join(folder.path, "actas-server.json"), join(folder.path, "key")];
  if (key !== undefined) writeFileSync(keyFile, key, { mode: 0o600 });
  const written = { people: { ...people, ...(key !== undefined && { keyFile }) }, listen: { port: 0 } };
  writeFileSync(config, JSON.stringify({ ...written, database: { kind: "embedded" } }));
  const child = Bun.spawn([PROGRAM, "server", "check", "--config", config], {
    env: { PATH: process.env.PATH ?? "", HOME: folder.path, STATE_DIRECTORY: folder.path },
    stdout: "pipe",
  });
  return await new Response(child.stdout).text();
}

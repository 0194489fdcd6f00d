import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");

/** An OpenID provider whose document says that it is another than the one that is asked. */
function providerCalled(name: (own: string) => string) {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) => {
      const { origin } = new URL(url);
      const [authorization_endpoint, token_endpoint, jwks_uri] = ["auth", "token", "keys"].map(
        (at) => `${origin}/${at}`,
      );
      const answer = { issuer: name(origin), authorization_endpoint, token_endpoint, jwks_uri };
      return Response.json({
        ...answer,
        response_types_supported: ["code"],
        code_challenge_methods_supported: ["S256"],
      });
    },
  });
  return { issuer: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => server.stop(true) };
}

test("`server check` says of people what a start would refuse, and asks their provider who it is", async () => {
  using good = providerCalled((own) => own);
  using other = providerCalled((own) => `${own}/`);
  expect(await said({ issuer: good.issuer })).toContain(`good: people: they sign in at ${good.issuer}\n`);
  expect(await said({ issuer: other.issuer })).toContain(`it calls itself ${other.issuer}/, not ${other.issuer}`);
  expect(await said({ issuer: "http://127.0.0.1:1" })).toContain("wrong: people: cannot read the OpenID provider");
  expect(await said({ issuer: good.issuer }, "short")).toContain(
    "wrong: people: cannot use the key in `people.keyFile`",
  );
  expect(await said(undefined)).toContain("wrong: people: cannot use `people` of the configuration: it says nobody");
});

/** What is said of people in a configuration. */
async function said(provider: { readonly issuer: string } | undefined, key = KEY): Promise<string> {
  using folder = temporaryFolder();
  const [config, keyFile] = [join(folder.path, "actas-server.json"), join(folder.path, "key")];
  writeFileSync(keyFile, key, { mode: 0o600 });
  const people = { keyFile, ...(provider && { provider: { ...provider, clientId: "roles" } }) };
  writeFileSync(config, JSON.stringify({ people, database: { kind: "embedded" } }));
  const child = Bun.spawn([PROGRAM, "server", "check", "--config", config], {
    env: { PATH: process.env.PATH ?? "", HOME: folder.path, STATE_DIRECTORY: folder.path },
    stdout: "pipe",
  });
  return await new Response(child.stdout).text();
}

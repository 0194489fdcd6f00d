import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = `
import { createProvider } from "${join(import.meta.dir, "create-provider.ts")}";
import { LEND_PROVIDER } from "${join(import.meta.dir, "../credential-server/lend-provider.ts")}";
import { newState } from "${join(import.meta.dir, "provider-state.ts")}";
import { exchange } from "${join(import.meta.dir, "../../http/node-exchange.ts")}";
import { SignInSettings } from "${join(import.meta.dir, "../sign-in-settings.ts")}";
const settings = new SignInSettings({ deviceCodeSeconds: 77 });
const provider = createProvider("http://127.0.0.1:4000", LEND_PROVIDER, await newState(), settings);
const body = new URLSearchParams({ client_id: "actas-sandbox" });
const request = new Request("http://127.0.0.1:4000/lend/oauth/device", { method: "POST", body });
request.headers.set("host", "127.0.0.1:4000");
request.headers.set("content-length", String(body.toString().length));
const response = await exchange(request, "/lend", provider.callback());
console.log((await response.json()).expires_in);
`;

test("the provider keeps its lifetimes when it is minified, and prints nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-test-"));
  await Bun.write(join(folder, "program.ts"), PROGRAM);
  const options = { target: "bun", minify: true, outdir: join(folder, "out") } as const;
  await Bun.build({ entrypoints: [join(folder, "program.ts")], ...options });
  const { stdout, stderr } = Bun.spawnSync([process.execPath, join(folder, "out/program.js")]);
  rmSync(folder, { recursive: true });
  expect([stdout.toString(), stderr.toString()]).toEqual(["77\n", ""]);
});

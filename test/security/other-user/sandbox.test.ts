import { afterAll, expect, test } from "bun:test";
import { visit } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";

const sandbox = startSandbox();
let heard = 0;
const secret = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: ({ url }) => {
    heard++;
    return url.endsWith("/away") ? Response.redirect("/secret", 307) : new Response("s3cret of another port");
  },
});
afterAll(() => Promise.all([sandbox.stop(), secret.stop(true)]));

testNeeding("root", "setpriv")("another user is answered by no part of the sandbox", async () => {
  const script = `for (const path of ["/_sandbox/code", "/_sandbox/calls", "/start", "/yoyodyne/roles", "/federation", "/"]) {
    console.log((await fetch("${sandbox.url}" + path)).status);
  }
  const visit = { method: "POST", body: JSON.stringify({ url: "${sandbox.url}/start" }) };
  console.log((await fetch("${sandbox.url}/_sandbox/visit", visit)).status);`;
  const child = Bun.spawn([...AS_OTHER_USER, process.execPath, "-e", script], { cwd: "/", stderr: "inherit" });
  expect(await child.stdout.text()).toBe("403\n".repeat(7));
});

const PORT = secret.port ?? 0;

test.each([
  `http://127.0.0.1:${PORT}/`,
  `http://localhost:${PORT}/secret`,
  `http://127.0.0.1:${PORT}/oauth2callback?code=x`,
  `http://localhost:${PORT}/auth/AAAAAAAAAAAAAAAAAAAAAA`,
  "http://192.0.2.1/",
  "file:///etc/passwd",
  "data:text/html,<form>",
])("a visit of %s goes nowhere", async (url) => {
  const before = heard;
  await expect(visit(sandbox.url, url)).rejects.toThrow("neither the sandbox nor a sign-in that waits");
  expect(heard).toBe(before);
});

test("what looks like a sign-in that waits, and is none, is not repeated", async () => {
  const short = `http://127.0.0.1:${PORT}/auth/AAAAAAAAAAAAAAAAAAAAAA`;
  await expect(visit(sandbox.url, short)).rejects.toThrow("neither the sandbox nor a sign-in that waits");
});

import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../../../src/base/errors.ts";
import { failurePage } from "../../../src/server/people/sign-ins/failure-page.ts";
import { testNeeding } from "../../support/needs.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { peopleTest } from "../../support/people/server-test.ts";
import { runningServer } from "../../support/server/running-server.ts";
import { testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

testNeeding("postgres")(
  "who asks whether the server is ready is told no file, host or user of it; the log has them",
  async () => {
    await using world = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), "actas-issuer-"));
    const keyFile = join(folder, "issuer.json");
    try {
      await using server = await runningServer({
        variables: { DATABASE_URL: world.url, ACTAS_SERVER_LENDING_ISSUER_KEY_FILE: keyFile },
      });
      const told = async () => (await fetch(`${server.url}readyz`)).text();
      await until("it is ready", async () => (await told()) === "ok\n");
      chmodSync(keyFile, 0o644);
      expect(await told()).toBe("lending: the issuer's keys cannot be used\n");
      expect(await told()).toBe("lending: the issuer's keys cannot be used\n");
      await until("the log says more", () => server.said().includes(`${keyFile}: other users can read`));
      expect(server.said().split("not ready: ")).toHaveLength(2);
      const front = await (await fetch(server.url)).text();
      const facts = [folder, world.url, "actas-pg-", process.env.USER ?? "root", "0.1.0"];
      for (const fact of facts) expect(front).not.toContain(fact);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

peopleTest("who cannot be signed in is told no host that the server asks; its log has it", async (world) => {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  const { host } = new URL(world.upstream.issuer);
  world.upstream.down = 500;
  const page = await browser.submit({ answer: "yes" });
  expect([page.status, page.text]).toEqual([503, expect.stringContaining("You are not signed in")]);
  expect(page.text).not.toContain(host);
  expect(world.said.join("\n")).toContain(host);
});

test.each(["unreachable", "throttled", "configuration", "system"] as const)(
  "an error of the kind %s is not shown on the page for who cannot be signed in",
  async (code) => {
    const error = new ActasError(code, "cannot ask the database at db.internal: /etc/ssl/ca.pem cannot be read");
    expect(await failurePage(error).text()).not.toMatch(/db\.internal|\/etc\/|database/);
  },
);

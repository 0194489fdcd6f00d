import { expect } from "bun:test";
import { hashOf } from "../../../src/server/people/sealer.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import type { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

interface Codes {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly interval: number;
  readonly expires_in: number;
}

/** A test where `actas` may use the device grant. */
function deviceTest(
  name: string,
  body: (world: PeopleWorld, database: Parameters<Parameters<typeof peopleTest>[1]>[1]) => Promise<void>,
  network: "any" | "same" = "any",
): void {
  peopleTest(name, body, () => ({ device: { clients: ["actas"], network } }));
}

async function codesFor(world: PeopleWorld, client_id = "actas"): Promise<Codes> {
  const body = new URLSearchParams({ client_id, scope: "profile", grant_type: DEVICE_GRANT });
  return (await (await fetch(`${world.url}oauth/device`, { method: "POST", body })).json()) as Codes;
}

async function poll(world: PeopleWorld, device_code: string): Promise<string> {
  const answer = await world.token({ grant_type: DEVICE_GRANT, device_code, client_id: "actas" });
  const { error = "none" } = (await answer.clone().json()) as { error?: string };
  return answer.ok ? ((await answer.json()) as { access_token: string }).access_token : error;
}

/** Types a code and confirms it. */
async function approve(browser: PageBrowser, { verification_uri, user_code }: Codes): Promise<string> {
  await browser.visit(verification_uri);
  await browser.submit({ user_code });
  return (await browser.submit({ confirm: "yes" })).text;
}

deviceTest(
  "whoever types the code of their program, and says that it is theirs, signs it in",
  async (world, database) => {
    const codes = await codesFor(world);
    expect(codes).toMatchObject({ interval: 5, expires_in: 600 });
    expect(codes.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await poll(world, codes.device_code)).toBe("authorization_pending");
    expect(await approve(new PageBrowser(), codes)).toContain("You are signed in");
    await database.query("UPDATE oauth_item SET polled_at = NULL");
    const token = await poll(world, codes.device_code);
    expect(await world.personOf(token)).toMatchObject({ subject: "ana", via: "device", client: "actas" });
    expect(world.audit).toMatchObject([{ event: "signed-in", why: "by the device grant" }]);
    const [kept] = await database.query<{ hours: number }>(
      "SELECT extract(epoch FROM expires_at - created_at)::float8 / 3600 AS hours FROM sign_in",
    );
    expect(kept?.hours).toBeCloseTo(12, 2);
  },
);

peopleTest("unless the configuration says so, no client may use the device grant", async (world) => {
  const body = new URLSearchParams({ client_id: "actas" });
  const answer = await fetch(`${world.url}oauth/device`, { method: "POST", body });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: "unauthorized_client", error_description: expect.stringContaining("on another device") },
  ]);
  expect((await fetch(`${world.url}oauth/activate`)).status).toBe(404);
  expect((await world.token({ grant_type: DEVICE_GRANT, device_code: "x", client_id: "actas" })).status).toBe(400);
});

deviceTest("a client that is not named for it hears that it may not use the device grant", async (world) => {
  expect(await codesFor(world, "mairu")).toMatchObject({ error: "unauthorized_client" });
  const { device_code } = await codesFor(world);
  const token = await world.token({ grant_type: DEVICE_GRANT, device_code, client_id: "mairu" });
  expect([token.status, await token.json()]).toMatchObject([400, { error: "unauthorized_client" }]);
});

deviceTest("the page says who asks, from where and when, and loudly that it is another network", async (world) => {
  world.address = "203.0.113.9";
  const codes = await codesFor(world);
  world.address = "198.51.100.7";
  const browser = new PageBrowser();
  expect((await browser.visit(codes.verification_uri)).text).toContain("Did somebody send you this code");
  const { text } = await browser.submit({ user_code: codes.user_code.toLowerCase().replace("-", " ") });
  expect(text).toContain("<b>actas</b> wants AWS credentials as you");
  expect(text).toContain(`<p class="code">${codes.user_code}</p>`);
  expect(text).toContain('role="alert"><b>The program is in another network than this browser.</b>');
  expect(text).toMatch(/<dd>203\.0\.113\.9<\/dd>[\s\S]*UTC, 0 min ago/);
});

deviceTest("where program and browser are in one network there is no such warning", async (world) => {
  world.address = "203.0.113.9";
  const codes = await codesFor(world);
  world.address = "203.0.113.77";
  const browser = new PageBrowser();
  await browser.visit(codes.verification_uri);
  expect((await browser.submit({ user_code: codes.user_code })).text).not.toContain("another network");
});

deviceTest(
  "where the configuration wants it, a program in another network is signed in by nobody",
  async (world) => {
    world.address = "203.0.113.9";
    const codes = await codesFor(world);
    world.address = "198.51.100.7";
    expect(await approve(new PageBrowser(), codes)).toContain("This program is in another network");
    expect(await poll(world, codes.device_code)).toBe("authorization_pending");
    world.address = "203.0.113.10";
    expect(await approve(new PageBrowser(), codes)).toContain("You are signed in");
  },
  "same",
);

deviceTest("a link with the code in it fills the field, and signs nobody in by being opened", async (world) => {
  const codes = await codesFor(world);
  const browser = new PageBrowser();
  const { text } = await browser.visit(codes.verification_uri_complete);
  expect(text).toContain(`name="user_code" value="${codes.user_code}"`);
  expect(text).not.toContain("<script");
  expect(await poll(world, codes.device_code)).toBe("authorization_pending");
  const odd = await browser.visit(`${codes.verification_uri}?user_code=%22%3E%3Cscript%3E`);
  expect(odd.text).toContain('name="user_code" value=""');
});

deviceTest("who says no gives the program nothing", async (world) => {
  const codes = await codesFor(world);
  const browser = new PageBrowser();
  await browser.visit(codes.verification_uri);
  await browser.submit({ user_code: codes.user_code });
  expect((await browser.submit({ abort: "yes" })).text).toContain("You said no");
  expect(await poll(world, codes.device_code)).toBe("access_denied");
});

deviceTest(
  "five wrong codes from one address are enough, with as many browsers and at once as one likes",
  async (world) => {
    world.address = "203.0.113.9";
    const codes = await codesFor(world);
    const guess = async (index: number): Promise<number> => {
      const browser = new PageBrowser();
      await browser.visit(codes.verification_uri);
      const user_code = `BCDF-GHJ${"KLMNPQRSTVWXZ"[index % 13]}`;
      return (await browser.submit({ user_code })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => guess(index)));
    expect(statuses.filter((status) => status === 400)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    // Not even the right one then; and from another address it is still good.
    expect(await approve(new PageBrowser(), codes)).toContain("Too many wrong codes");
    world.address = "198.51.100.7";
    expect(await approve(new PageBrowser(), codes)).toContain("You are signed in");
  },
);

deviceTest("right codes are not counted", async (world) => {
  for (const _ of [1, 2, 3, 4]) {
    expect(await approve(new PageBrowser(), await codesFor(world))).toContain("You are signed in");
  }
});

deviceTest(
  "a program that asks too often is told to slow down, on every replica, and waits longer from then on",
  async (world, database) => {
    const { device_code } = await codesFor(world);
    expect(await poll(world, device_code)).toBe("authorization_pending");
    expect(await poll(world, device_code)).toBe("slow_down");
    expect(await poll(world, device_code)).toBe("slow_down");
    const hash = hashOf(device_code);
    const pause = "SELECT poll_seconds FROM oauth_item WHERE id_hash = $1";
    expect(await database.query(pause, [hash])).toEqual([{ poll_seconds: 15 }]);
    await database.query("UPDATE oauth_item SET polled_at = now() - interval '14 seconds' WHERE id_hash = $1", [hash]);
    expect(await poll(world, device_code)).toBe("slow_down");
    await database.query("UPDATE oauth_item SET polled_at = now() - interval '21 seconds' WHERE id_hash = $1", [hash]);
    expect(await poll(world, device_code)).toBe("authorization_pending");
  },
);

deviceTest("of two who answer for one code at once one does", async (world, database) => {
  const codes = await codesFor(world);
  const browsers = await Promise.all(
    ["ana", "bob"].map(async () => {
      const browser = new PageBrowser();
      await browser.visit(codes.verification_uri);
      await browser.submit({ user_code: codes.user_code });
      return browser;
    }),
  );
  const texts = await Promise.all(browsers.map(async (browser) => (await browser.submit({ confirm: "yes" })).text));
  expect(texts.filter((text) => text.includes("You are signed in"))).toHaveLength(1);
  expect(
    await database.query("SELECT count(*)::integer AS n FROM oauth_item WHERE kind = 'DeviceCode' AND stage = 2"),
  ).toEqual([{ n: 1 }]);
});

deviceTest("another page can neither confirm a code nor be around ours", async (world) => {
  const codes = await codesFor(world);
  const browser = new PageBrowser();
  const page = await browser.visit(codes.verification_uri);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("x-frame-options")).toBe("DENY");
  expect(page.headers.get("cache-control")).toContain("no-store");
  const fields = { user_code: codes.user_code, confirm: "yes" };
  for (const origin of ["https://evil.example", "null", `${world.url.slice(0, -1)}.evil.example`]) {
    expect((await browser.submit(fields, { origin })).status).toBe(403);
    await browser.visit(codes.verification_uri);
  }
  // Without the token of the form, from the right origin: neither with a cookie nor without.
  const origin = new URL(world.url).origin;
  expect((await browser.post(codes.verification_uri, fields, { origin })).status).toBe(400);
  expect((await new PageBrowser().post(codes.verification_uri, fields, { origin })).status).toBe(400);
  expect(await poll(world, codes.device_code)).toBe("authorization_pending");
});

import { expect } from "bun:test";
import type { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

/** A question that somebody has begun in a browser of their own, with its cookies. */
async function begun(world: PeopleWorld): Promise<{ readonly url: string; readonly cookies: readonly string[] }> {
  const answer = await fetch(world.authorizationUrl(), { redirect: "manual" });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return { url: new URL(answer.headers.get("location") ?? "", world.url).href, cookies };
}

peopleTest(
  "a browser to which a neighbouring host gave the cookies of a question answers none of somebody else's",
  async (world, database) => {
    const { cookies, url } = await begun(world);
    // Those of one path have the prefix that lets neighbours set them.
    const given = cookies.filter((cookie) => !cookie.startsWith("actas-asked-")).join("; ");
    const headers = { cookie: given, origin: new URL(world.url).origin };
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? { body: new URLSearchParams({ answer: "yes" }) } : {};
      const answer = await fetch(url, { method, headers, redirect: "manual", ...body });
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("This page is over")]);
    }
    expect(await database.query("SELECT * FROM sent_to_provider")).toEqual([]);
    expect((await fetch(url, { headers: { cookie: cookies.join("; ") } })).status).toBe(200);
  },
);

peopleTest("the mark of one question is none of another", async (world) => {
  const [mine, theirs] = [await begun(world), await begun(world)];
  const mark = mine.cookies.filter((cookie) => cookie.startsWith("actas-asked-"));
  const given = theirs.cookies.filter((cookie) => !cookie.startsWith("actas-asked-"));
  const cookie = [...mark, ...given].join("; ");
  expect((await fetch(theirs.url, { headers: { cookie } })).status).toBe(400);
});

import { expect, test } from "bun:test";
import { LendingWorld, refuseRecords } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";
import { OpenApi } from "../../support/open-api.ts";

test("every path of the server, and every status, is as it is described", async () => {
  const api = new OpenApi("server-api.openapi.json");
  await using world = await LendingWorld.start({ mozilla: { rebuilders: ["ad|Example|ana"] } });
  const role = await world.mintRole("Dev", { accountName: "Main" });
  await world.mintRole("Often", { dependsOn: ["aws:SourceIp"] });
  await world.mintRole("Direct", { mode: "pass" });
  const differences: string[] = [];
  const see = async (operation: string, answer: Response | Promise<Response>, status: number) => {
    const answered = await answer;
    if (answered.status !== status) differences.push(`${operation}: ${answered.status} in place of ${status}`);
    differences.push(...(await api.differences(operation, answered)));
  };
  const post = (path: string, token: string, body: object = { token }) =>
    fetch(world.front.url + path, { method: "POST", body: JSON.stringify(body) });
  const [ana, ben] = [`id-${PEOPLE.ana}`, `id-${PEOPLE.ben}`];

  const loan = "POST /assume-role";
  await see(loan, world.assumeRole(role), 200);
  await see(loan, world.assumeRole(7), 400);
  await see(loan, world.assumeRole(role, { token: "nobody" }), 401);
  await see(loan, world.assumeRole(role, { token: PEOPLE.ben }), 403);
  await see(loan, world.assumeRole("Nothing"), 404);
  await see(loan, world.assumeRole("x".repeat(70_000)), 413);
  world.configure({ limits: { person: { burst: 1, perMinute: 1 } } });
  await world.assumeRole(role);
  await see(loan, world.assumeRole(role), 429);
  world.configure({ mozilla: { rebuilders: ["ad|Example|ana"] } });
  world.beforeRecord = refuseRecords;
  await see(loan, world.assumeRole(role), 503);

  const list = "GET /roles";
  const first = await world.get("roles?closed=1&limit=1");
  const known = { "if-none-match": first.headers.get("etag") ?? "" };
  await see(list, first, 200);
  await see(list, world.get("roles?closed=1&limit=1", known), 304);
  await see(list, world.get("roles?limit=x"), 400);
  await see(list, world.get("roles", {}, "nobody"), 401);
  await see(list, world.get("roles?closed=1"), 200);

  await see("POST /roles", post("roles", ana), 200);
  await see("POST /roles", post("roles", "", {}), 400);
  await see("POST /roles", post("roles", "forged"), 401);
  await see("GET /account-aliases", world.get("account-aliases"), 200);
  await see("GET /account-aliases", world.get("account-aliases", {}, "nobody"), 401);
  const rebuild = "POST /rebuild-group-role-map";
  await see(rebuild, post("rebuild-group-role-map", ana), 200);
  await see(rebuild, post("rebuild-group-role-map", "", {}), 400);
  await see(rebuild, post("rebuild-group-role-map", "forged"), 401);
  await see(rebuild, post("rebuild-group-role-map", ben), 403);
  world.rebuilt = { answer: "too-soon", secondsLeft: 9 };
  await see(rebuild, post("rebuild-group-role-map", ana), 429);
  for (const path of ["issuer/.well-known/openid-configuration", "issuer/jwks"])
    await see(`GET /${path}`, fetch(world.front.url + path), 200);

  world.closeKeys(0o644);
  await see("GET /issuer/jwks", fetch(`${world.front.url}issuer/jwks`), 503);

  expect(differences).toEqual([]);
  expect(api.neverSeen).toEqual([]);
  const routes = world.front.parts.flatMap((part) => part.routes.map(({ method, path }) => `${method} ${path}`));
  expect(routes.toSorted()).toEqual([...api.operations.keys()].toSorted());
});

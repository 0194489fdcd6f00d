import { afterEach, expect, test } from "bun:test";
import { sourceAt } from "../../../test/support/source-at.ts";
import { takesProofs } from "./takes-proofs.ts";

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

async function judged(status: number, challenges: readonly string[]): Promise<boolean> {
  const asked: (string | null)[] = [];
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch({ headers, method, url }) {
      asked.push(`${method} ${new URL(url).pathname}`, headers.get("authorization"));
      const said = new Headers();
      for (const one of challenges) said.append("www-authenticate", one);
      return new Response("no", { status, headers: said });
    },
  });
  const takes = await takesProofs({ ...sourceAt(server.url.origin), url: `${server.url}api/` }, "sign in");
  expect(asked).toEqual(["GET /api/roles", null]);
  return takes;
}

test.each([
  ['DPoP algs="ES256 PS256"'],
  ['dpop realm="x", algs="PS256 ES256"'],
  ['Bearer realm="actas", DPoP realm="actas", algs="ES256"'],
  ["DPoP"],
])("a server that asks with %s takes proofs", async (challenge) => {
  expect(await judged(401, [challenge])).toBe(true);
});

test("a challenge of its own, beside another, counts as well", async () => {
  expect(await judged(401, ['Bearer realm="x"', 'DPoP algs="ES256"'])).toBe(true);
});

test.each([
  [401, []],
  [401, ['Bearer realm="DPoP"']],
  [401, ["Bearer"]],
  [401, ['DPoP algs="RS256"']],
  [401, ['DPoPish algs="ES256"']],
  [200, ['DPoP algs="ES256"']],
  [404, []],
  [500, []],
])("a server that answers %d with %j takes none", async (status, challenges) => {
  expect(await judged(status, challenges)).toBe(false);
});

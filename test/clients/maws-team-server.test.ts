import { expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JWK } from "jose";
import { Clock } from "../../src/base/clock.ts";
import { createApiPart } from "../../src/server/api/api-part.ts";
import { rulesOf } from "../../src/server/lending/rules/rules-shape.ts";
import { IdTokensOfProvider } from "../../src/server/people/bearer/id-tokens-of-provider.ts";
import { KeySource } from "../../src/server/people/bearer/key-source.ts";
import { Front } from "../support/lending/front.ts";
import { ListedRoles } from "../support/lending/listed-roles.ts";
import { peopleByToken } from "../support/lending/people-by-token.ts";
import { pathOf, testNeeding } from "../support/needs.ts";
import { startTokenIssuer, type TokenIssuer } from "../support/token-issuer.ts";

const ROLE = "arn:aws:iam::222233334444:role/TeamAP";
const OTHER = "arn:aws:iam::222233334444:role/Other";

/** What the real `maws` makes of the answer, and would show on its page. */
const MAWS = `
import json, sys
from mozilla_aws_cli.role_picker import get_roles_and_aliases
endpoint, token, key = sys.argv[1:4]
print(json.dumps(get_roles_and_aliases(endpoint, token, json.loads(key), cache=False)))
`;

testNeeding("maws")(
  "the real maws reads the roles, the aliases and the refusals of a team server",
  async () => {
    const home = mkdtempSync(join(tmpdir(), "actas-maws-"));
    await using issuer = await startTokenIssuer();
    await using other = await startTokenIssuer();
    const front = serving(issuer);
    try {
      const asked = async (token: string, by: TokenIssuer = issuer) => {
        const words = ["-c", MAWS, `${front.url}roles`, token, JSON.stringify(by.documents["/realm/keys"])];
        const environment = { HOME: home, PATH: process.env.PATH ?? "" };
        const child = Bun.spawn([pathOf("maws") ?? "", ...words], {
          env: environment,
          stdio: ["ignore", "pipe", "pipe"],
        });
        const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
        return [stdout.trim(), stderr.trim()];
      };
      const [shown = ""] = await asked(await issuer.token({ amr: ["team_ap"] }));
      expect(JSON.parse(shown)).toEqual({ roles: [ROLE], aliases: { "222233334444": ["222233334444"] } });
      // A token that the sender's own key is good for, which comes with it.
      const forged = await asked(await other.token({ iss: issuer.issuer, amr: ["team_ap"] }), other);
      expect(forged).toEqual(["null", expect.stringMatching(/Unable to retrieve role map: \w+/)]);
      const ended = await asked(await issuer.token({ amr: ["team_ap"], exp: 1_000_000_000 }));
      expect(ended).toEqual(["null", expect.stringMatching(/Unable to retrieve role map: .*expired/i)]);
    } finally {
      await front.stop();
      rmSync(home, { recursive: true });
    }
  },
  60_000,
);

/** Mozilla's paths, with the tokens of an issuer. */
function serving({ documents, issuer }: TokenIssuer): Front {
  const clock = new Clock();
  const roles = new ListedRoles();
  roles.add(ROLE, { mode: "pass", group: "team_ap" });
  roles.add(OTHER, { mode: "pass", group: "team_other" });
  const keys = new KeySource(async () => (documents["/realm/keys"] as { keys: readonly JWK[] }).keys);
  const api = createApiPart({
    roles,
    rules: rulesOf([]),
    reserve: { whyNot: () => undefined },
    now: clock.now,
    bouncer: peopleByToken().bouncer,
    lender: { lend: () => Promise.reject(new Error("nothing is lent here")) },
    mozilla: {
      idTokens: new IdTokensOfProvider({ issuer, clientIds: ["client"], keys, groupsClaim: "amr" }, clock),
      aliases: async () => ({}),
      aliasesFor: "signed-in",
      rebuilders: [],
      rebuild: async () => ({ answer: "begun" }),
    },
  });
  const front = new Front();
  front.parts = [api];
  return front;
}

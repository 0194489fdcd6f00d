import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { source } from "../../test/support/signed-in-tools.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { signInKey } from "../cache/cache-key.ts";
import { SignIns } from "../sources/sign-ins.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { listedCredentials } from "./listed-credentials.ts";
import { RoleLists } from "./lists/role-lists.ts";

const sts = { region: "eu-west-1", scope: "regional" } as const;

/** The code of the error for a target of `corp` that AWS refuses, when the agent holds a list of the roles of `corp`. */
async function codeFor(typed: Partial<CredentialRequest>): Promise<string> {
  const signIns = new SignIns();
  const roleLists = new RoleLists();
  const role = { name: "111122223333/Developer", accountId: "111122223333" };
  roleLists.put(signInKey(source), signIns.generation(signInKey(source)), [role]);
  const target: ResolvedTarget = {
    ...{ name: "x", chain: [], endpointVariables: {}, notices: [] },
    source: { kind: "identity-center", source, accountId: "111122223333", roleName: "Auditor", sts },
  };
  const credentials = async (): Promise<never> => {
    throw new ActasError("access-denied", "cannot assume the role");
  };
  const tools = { clock: new Clock(), roleLists, signIns, broker: { credentials } as never };
  const request = { ...typed, environment: {}, freshness: "cached", interaction: "never" } as const;
  const refusal = await listedCredentials(tools, target, request, conversationWith({})).catch((error) => error);
  return refusal.code;
}

test("a role that is in no list is not found", async () => {
  expect(await codeFor({ target: "corp:111122223333/Auditor" })).toBe("role-not-found");
});

test.each(["arn:aws:iam::444455556666:role/Deploy", "other:name", "staging"])(
  "the refusal of %p, which is no role of the source, stays what it was",
  async (target) => {
    expect(await codeFor({ target })).toBe("access-denied");
  },
);

import { expect, test } from "bun:test";
import { oauthRefusal } from "./oauth-refusal.ts";

const CONTEXT = { source: "people", action: "sign in", origin: "`people.provider`" };
const KNOWN = [
  ...["access_denied", "expired_token", "invalid_client", "invalid_dpop_proof", "invalid_grant", "invalid_scope"],
  ...["server_error", "slow_down", "temporarily_unavailable", "unauthorized_client", "unsupported_grant_type", "odd"],
];

test("a command that is refused says how to try again, and a server names no command and no option", () => {
  const hints = (context: Parameters<typeof oauthRefusal>[1]): string =>
    KNOWN.flatMap((error) => oauthRefusal(error, context).hints).join("\n");
  expect(hints(CONTEXT)).toContain("run `actas login people`");
  expect(hints(CONTEXT)).toContain("--grant");
  expect(hints({ ...CONTEXT, isByServer: true })).not.toMatch(/actas |--/);
  expect(hints({ ...CONTEXT, isByServer: true })).toContain("have the person sign in again");
});

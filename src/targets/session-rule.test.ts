import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";
import type { SessionRule } from "./kinds/users-rule.ts";
import { sessionRule } from "./session-rule.ts";

const MFA = "mfa_serial = arn:aws:iam::111122223333:mfa/ana";

async function rule(settings: readonly string[], target: string, temporary = ""): Promise<SessionRule> {
  const config = `[profile vault]\ncredential_process = vault\n[profile ana]
aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush\n${temporary}\n${settings.join("\n")}
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana
[profile top]\nrole_arn = arn:aws:iam::111122223333:role/Top\nsource_profile = dev\nduration_seconds = 900
[profile other]\nrole_arn = arn:aws:iam::111122223333:role/Other\nsource_profile = vault
[profile other-mfa]\nrole_arn = arn:aws:iam::111122223333:role/Other\nsource_profile = vault\n${MFA}
[profile other-long]\nrole_arn = arn:aws:iam::111122223333:role/Other\nsource_profile = vault\n${MFA}\nduration_seconds = 2h
[profile vault-never]\ncredential_process = vault\nsession_token = never
[profile own-long]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana\nduration_seconds = 2h`;
  return sessionRule(await resolve(config, { target }));
}

describe("sessionRule()", () => {
  test.each<[string, readonly string[], SessionRule]>([
    ["dev", [MFA], "session-token-first"],
    ["dev", [MFA, "duration_seconds = 3600"], "session-token-first"],
    ["dev", [MFA, "duration_seconds = 3601"], "code-with-role"],
    ["dev", [MFA, "session_token = never"], "code-with-role"],
    ["dev", [MFA, "session_token = always"], "session-token-first"],
    ["dev", [], "keys-as-they-are"],
    ["dev", ["duration_seconds = 43200"], "keys-as-they-are"],
    ["dev", ["session_token = never"], "keys-as-they-are"],
    ["dev", ["session_token = always"], "session-token-first"],
    ["top", [MFA], "session-token-first"],
    ["top", [], "keys-as-they-are"],
    ["ana", [MFA], "session-token-first"],
    ["ana", [], "session-token-first"],
    ["ana", ["session_token = always"], "session-token-first"],
    ["ana", [MFA, "session_token = never"], "keys-as-they-are"],
    // Before a command has run, its output is assumed to be a user's keys.
    ["other", [], "keys-as-they-are"],
    ["other-mfa", [], "session-token-first"],
    ["other-long", [], "code-with-role"],
    ["vault", [], "session-token-first"],
    ["vault-never", [], "keys-as-they-are"],
  ])("for %s with %j is %p", async (target, settings, expected) => {
    expect(await rule(settings, target)).toBe(expected);
  });

  test("leaves temporary keys as they are, whatever is set", async () => {
    for (const target of ["ana", "dev", "top"]) {
      expect(await rule([MFA, "session_token = always"], target, "aws_session_token = hush")).toBe("keys-as-they-are");
    }
  });

  test("refuses `always` for more than an hour", async () => {
    await expect(rule([MFA, "session_token = always"], "own-long")).rejects.toMatchObject({
      code: "configuration",
      message:
        "cannot request 2 hours for role arn:aws:iam::111122223333:role/Dev: with `session_token = always` it lasts at most 1 hour",
    });
  });
});

test("a longer time that was set for many roles is an hour with `always`", async () => {
  const config = `[default]\ncredentials_duration = 12h\nsession_token = always\n[profile ana]
aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana`;
  const target = await resolve(config, { target: "dev" });
  expect([target.chain[0]?.durationSeconds, sessionRule(target)]).toEqual([3600, "session-token-first"]);
});

test.each([
  ["a role without MFA", "dev", ""],
  ["keys that are given as they are", "ana", "session_token = never"],
])("the length of a session is not checked where there is none: %s", async (_, target, settings) => {
  const config = `[default]\nsession_token_duration = hush\n[profile ana]
aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush\n${settings}
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana`;
  expect(sessionRule(await resolve(config, { target }))).toBe("keys-as-they-are");
});

test("settings for a sign-in do not count with temporary keys, which need none", async () => {
  const config = `[default]\nsession_token = x\nsession_token_duration = x\nmfa_serial = <your device>\n[profile ana]
aws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = hush\naws_session_token = hush
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana`;
  for (const target of ["ana", "dev"]) expect(sessionRule(await resolve(config, { target }))).toBe("keys-as-they-are");
});

test("the value of `session_token` is never repeated: it could be a session token", async () => {
  const config = "[profile ana]\naws_access_key_id = AKID\naws_secret_access_key = hush\nsession_token = FwoGhush";
  expect((await refusal(config, { target: "ana" })).message).toBe(
    'cannot use `session_token` of profile "ana": it is not `auto`, `always` or `never`',
  );
});

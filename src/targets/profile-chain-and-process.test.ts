import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";
import { ANA, KEYS, path, role } from "../../test/support/chain-in-short.ts";

describe("a profile with credential_process and role_arn", () => {
  const own = `[profile dev]\nrole_arn = ${role("Dev")}\nsource_profile = ana\ncredential_process = actas process dev\n`;
  const foreign = own.replace("actas process dev", "vault print");

  test("means the role, when no SDK runs actas", async () => {
    expect(await path(ANA + own, "dev")).toBe("ana (iam-user) > Dev");
    expect(await path(ANA + foreign, "dev")).toBe("ana (iam-user) > Dev");
  });

  test("is refused for process output when the process is actas, saying what to rename", async () => {
    for (const keys of ["", KEYS]) {
      expect(await refusal(ANA + own + keys, { target: "dev", delivery: "process" })).toEqual({
        code: "configuration",
        message:
          'cannot use `role_arn` of profile "dev": SDKs that see it never run the profile\'s `credential_process`',
        hints: [
          'rename `role_arn` to `actas_role_arn` and `source_profile` to `actas_source_profile` in profile "dev"',
        ],
      });
    }
  });

  test("means another program's process for process output, and says so", async () => {
    const target = await resolve(ANA + foreign, { target: "dev", delivery: "process" });
    expect(target).toMatchObject({ source: { command: "vault print" }, chain: [] });
    expect(target.notices).toEqual([
      '`role_arn` of profile "dev" does not count here, as the profile has a `credential_process`',
    ]);
  });

  test("means the role for process output under a key that only actas reads", async () => {
    for (const key of ["actas_role_arn", "vegas_role_arn", "_role_arn", "assume_role_arn"]) {
      expect(await path(ANA + own.replace("role_arn", key), "dev", "process")).toBe("ana (iam-user) > Dev");
    }
  });

  test("without credential_process means the role for process output too", async () => {
    expect(await path(`${ANA}[profile dev]\nrole_arn = ${role("Dev")}\nsource_profile = ana`, "dev", "process")).toBe(
      "ana (iam-user) > Dev",
    );
  });
});

describe("a source whose credential_process is actas", () => {
  const top = `[profile top]\nrole_arn = ${role("Top")}\nsource_profile = base\n`;
  const base = "[profile base]\ncredential_process = /usr/bin/actas process base\n";

  test.each(["process", "other"] as const)("is resolved here, for %s output", async (delivery) => {
    const renamed = `${base}actas_role_arn = ${role("Base")}\nactas_source_profile = ana`;
    expect(await path(ANA + top + renamed, "top", delivery)).toBe("ana (iam-user) > Base > Top");
    const standard = `${base}role_arn = ${role("Base")}\nsource_profile = ana`;
    expect(await path(ANA + top + standard, "top", delivery)).toBe("ana (iam-user) > Base > Top");
    expect(await path(top + base + KEYS, "top", delivery)).toBe("base (iam-user) > Top");
  });

  test("and which has no settings of its own is run: it may name another target", async () => {
    expect(await path(top + base, "top")).toBe("base (credential-process) > Top");
    expect(await path(top + base, "base")).toBe("base (credential-process)");
  });
});

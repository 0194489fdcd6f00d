import { describe, expect, test } from "bun:test";
import { profileFiles } from "../../test/profile-files.ts";
import { findProfile, findServices, profileNames } from "./profile.ts";

const CONFIG = "/home/ana/.aws/config";
const CREDENTIALS = "/home/ana/.aws/credentials";

describe("findProfile()", () => {
  test("looks up `profile NAME`, else the bare name", async () => {
    const files = await profileFiles({
      config: "[a]\nx = bare\n[profile a]\nx = full\n[b]\nx = bare\n[default]\nx = d",
    });
    expect(findProfile(files, "a")?.settings.get("x")).toEqual({ value: "full", file: CONFIG });
    expect(findProfile(files, "b")?.settings.get("x")?.value).toBe("bare");
    expect(findProfile(files, "default")?.settings.get("x")?.value).toBe("d");
    expect(findProfile(files, "c")).toBeUndefined();
  });

  test("lets the credentials file win, setting by setting", async () => {
    const files = await profileFiles({
      config: "[profile a]\nx = 1\ny = 1",
      credentials: "[a]\ny = 2\n[profile a]\nx = 3",
    });
    expect(findProfile(files, "a")?.settings).toEqual(
      new Map([
        ["x", { value: "1", file: CONFIG }],
        ["y", { value: "2", file: CREDENTIALS }],
      ]),
    );
  });

  test("refuses a profile that SDKs read in different ways, and no other", async () => {
    const files = await profileFiles({
      config: "[profile a]\nregion = x\n  role_arn = y\n[profile b]\nx = 1\n[services s]\nx = 1\n  y = 2",
      credentials: "[c]\naws_access_key_id = x\n  aws_secret_access_key = y\n[d]\nx = 1",
    });
    const line = "is followed by an indented setting or section";
    expect(() => findProfile(files, "a")).toThrow(`cannot read ${CONFIG}: line 2 ${line}`);
    expect(() => findProfile(files, "c")).toThrow(`cannot read ${CREDENTIALS}: line 2 ${line}`);
    expect(() => findServices(files, "s")).toThrow(`cannot read ${CONFIG}: line 7 ${line}`);
    expect([findProfile(files, "b")?.name, findProfile(files, "d")?.name]).toEqual(["b", "d"]);
  });

  test("finds names with spaces in both files", async () => {
    const files = await profileFiles({ config: "[profile 'my dev']\nx = 1", credentials: "[my dev]\ny = 1" });
    expect([...(findProfile(files, "my dev")?.settings.keys() ?? [])]).toEqual(["x", "y"]);
  });

  test("takes a name with spaces without quotes only where the AWS CLI sees no other profile of that name", async () => {
    const config = "[profile my dev]\nx = 1";
    expect(findProfile(await profileFiles({ config }), "my dev")?.settings.get("x")?.value).toBe("1");
    const both = await profileFiles({ config, credentials: "[my dev]\ny = 1" });
    expect(() => findProfile(both, "my dev")).toThrow(`cannot read ${CONFIG}: line 1 has a name of several words`);
  });

  test("takes all keys from one file, never a pair of two halves", async () => {
    const files = await profileFiles({
      config: "[profile a]\naws_access_key_id = C\naws_secret_access_key = c\naws_session_token = t",
      credentials: "[a]\naws_access_key_id = K\naws_secret_access_key = k",
    });
    const keys = findProfile(files, "a")?.keys;
    expect([keys?.accessKeyId, keys?.secretAccessKey?.reveal(), keys?.file]).toEqual(["K", "k", CREDENTIALS]);
    expect(keys).not.toHaveProperty("sessionToken");
  });

  test("takes keys of the config file, with either name of the session token", async () => {
    const files = await profileFiles({
      config: "[profile a]\naws_access_key_id = C\naws_secret_access_key = c\naws_security_token = t",
    });
    expect(findProfile(files, "a")?.keys?.sessionToken?.reveal()).toBe("t");
  });

  test("tells half a pair of keys from none", async () => {
    const files = await profileFiles({ credentials: "[half]\naws_access_key_id = K\n[none]\naws_session_token = t" });
    expect(findProfile(files, "half")?.keys).toEqual({ accessKeyId: "K", file: CREDENTIALS });
    expect(findProfile(files, "none")).not.toHaveProperty("keys");
  });
});

test("profileNames() gives each profile once, and no other sections", async () => {
  const files = await profileFiles({
    config: "[default]\n[profile a]\n[sso-session s]\n[services v]\n[plugins]\n[preview]\n[profile two words]",
    credentials: "[a]\n[b]",
  });
  expect(profileNames(files)).toEqual(["default", "a", "two words", "b"]);
});

test("findServices() finds the endpoints of a services section", async () => {
  const files = await profileFiles({ config: "[services local]\nsts =\n  endpoint_url = http://127.0.0.1:1" });
  expect(findServices(files, "local")?.get("sts.endpoint_url")).toBe("http://127.0.0.1:1");
  expect(findServices(files, "other")).toBeUndefined();
});

import { expect, test } from "bun:test";
import { profileAsText } from "./profile-as-text.ts";

test("a description is shown in columns, with notices and problems below", () => {
  const description = {
    profile: "staging",
    chain: ["ana", "hub", "staging"],
    settings: [
      { key: "region", value: "eu-west-1", origin: "environment AWS_REGION" },
      { key: "mfa_serial", value: "GAHT12345678", origin: "profile ana in /h/config" },
      { key: "role_arn", value: "r", origin: "profile staging in /home/ana/.aws/config" },
    ],
    notices: ["n"],
    problems: ["p"],
  };
  expect(profileAsText(description, "/home/ana").join("\n")).toBe(`profile staging, by way of ana, then hub
  region      eu-west-1     environment AWS_REGION
  mfa_serial  GAHT12345678  profile ana in /h/config
  role_arn    r             profile staging in ~/.aws/config
notice: n
problem: p`);
});

test("a profile without a role stands alone", () => {
  const description = { profile: "ana", chain: ["ana"], settings: [], notices: [], problems: [] };
  expect(profileAsText(description, "/home/ana")).toEqual(["profile ana"]);
});

test("in a narrow terminal nothing is cut: what stands beside a setting is wrapped, or stands below it", () => {
  const settings = [
    { key: "region", value: "eu-west-1", origin: "profile staging in /home/ana/.aws/config" },
    { key: "session_token", value: "auto", origin: "built-in default" },
  ];
  const description = { profile: "ana", chain: ["ana"], settings, notices: [], problems: [] };
  expect(profileAsText(description, "/home/ana", 48).slice(1)).toEqual([
    "  region         eu-west-1  profile staging in",
    "                            ~/.aws/config",
    "  session_token  auto       built-in default",
  ]);
  expect(profileAsText(description, "/home/ana", 40).slice(1, 4)).toEqual([
    "  region",
    "    eu-west-1",
    "    profile staging in ~/.aws/config",
  ]);
});

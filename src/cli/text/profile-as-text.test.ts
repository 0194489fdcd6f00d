import { expect, test } from "bun:test";
import { profileAsText } from "./profile-as-text.ts";

test("a description is shown in columns, with notices and problems below", () => {
  const text = profileAsText({
    profile: "staging",
    chain: ["ana", "hub", "staging"],
    settings: [
      { key: "region", value: "eu-west-1", origin: "environment AWS_REGION" },
      { key: "mfa_serial", value: "GAHT12345678", origin: "profile ana in /h/config" },
    ],
    notices: ["n"],
    problems: ["p"],
  });
  expect(text.join("\n")).toBe(`profile staging, by way of ana, then hub
  region      eu-west-1     environment AWS_REGION
  mfa_serial  GAHT12345678  profile ana in /h/config
notice: n
problem: p`);
});

test("a profile without a role stands alone", () => {
  const description = { profile: "ana", chain: ["ana"], settings: [], notices: [], problems: [] };
  expect(profileAsText(description)).toEqual(["profile ana"]);
});

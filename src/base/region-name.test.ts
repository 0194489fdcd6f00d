import { expect, test } from "bun:test";
import { isRegionName } from "./region-name.ts";

test.each(["eu-west-1", "us-gov-west-1", "cn-north-1", "local"])("%p may be a region", (name) => {
  expect(isRegionName(name)).toBe(true);
});

test.each(["", "eu-west-1.evil.example", "eu_west", "-eu", "EU-WEST-1", "a/b", "x".repeat(64)])(
  "%p may not",
  (name) => {
    expect(isRegionName(name)).toBe(false);
  },
);

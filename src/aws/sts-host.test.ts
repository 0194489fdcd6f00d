import { expect, test } from "bun:test";
import { stsHost } from "./sts-host.ts";

test.each([
  ["eu-west-1", {}, "sts.eu-west-1.amazonaws.com"],
  ["cn-north-1", {}, "sts.cn-north-1.amazonaws.com.cn"],
  ["us-east-1", { fips: true }, "sts-fips.us-east-1.amazonaws.com"],
  ["us-gov-west-1", { fips: true }, "sts.us-gov-west-1.amazonaws.com"],
  ["eu-west-1", { dualStack: true }, "sts.eu-west-1.api.aws"],
])("%s %o is %s", (region, variant, host) => {
  expect(stsHost({ region, variant })).toBe(host);
});

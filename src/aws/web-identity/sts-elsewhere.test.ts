import { expect, test } from "bun:test";
import { stsElsewhere } from "./sts-elsewhere.ts";

test.each([
  [undefined, undefined],
  ["https://sts.eu-west-1.amazonaws.com", undefined],
  ["https://vpce-1-x.sts.eu-west-1.vpce.amazonaws.com", undefined],
  ["https://sts.eu-west-1.api.aws", undefined],
  ["https://sts.cn-north-1.amazonaws.com.cn", undefined],
  ["https://sts.eusc-de-east-1.amazonaws.eu", undefined],
  ["http://127.0.0.1:4566", undefined],
  ["https://sts.example.com:8443", "sts.example.com:8443"],
  ["https://amazonaws.com.example.com", "amazonaws.com.example.com"],
  ["https://fakeamazonaws.com", "fakeamazonaws.com"],
])("the STS %s is elsewhere: %s", (endpoint, host) => {
  expect(stsElsewhere(endpoint)).toBe(host);
});

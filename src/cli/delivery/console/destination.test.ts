import { describe, expect, test } from "bun:test";
import { destination } from "./destination.ts";

test.each([
  [{}, "https://console.aws.amazon.com/console/home"],
  [{ region: "eu-west-1" }, "https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1"],
  [{ service: "s3", region: "us-gov-west-1" }, "https://console.amazonaws-us-gov.com/s3/home?region=us-gov-west-1"],
  [{ service: "ec2", region: "cn-north-1" }, "https://console.amazonaws.cn/ec2/home?region=cn-north-1"],
  [
    { service: "logs", region: "eu-west-1" },
    "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups",
  ],
  [{ path: "/ec2/home#Instances:" }, "https://console.aws.amazon.com/ec2/home#Instances:"],
  [{ path: "ec2/home?a=b" }, "https://console.aws.amazon.com/ec2/home?a=b"],
  [
    { path: "https://eu-north-1.console.aws.amazon.com/x", region: "eu-west-1" },
    "https://eu-north-1.console.aws.amazon.com/x",
  ],
  [{ path: "https://s3.console.aws.amazon.com/s3/buckets" }, "https://s3.console.aws.amazon.com/s3/buckets"],
])("%j is %s", (page, url) => {
  expect(destination(page)).toBe(url);
});

describe("no page elsewhere is opened with a session:", () => {
  test.each([
    "https://evil.example/",
    "//evil.example/",
    "https://aws.amazon.com.evil.example/",
    "https://evilaws.amazon.com/",
    "http://console.aws.amazon.com/",
    "https://console.aws.amazon.com@evil.example/",
    "https://user@console.aws.amazon.com/",
    "javascript:alert(1)",
    "\\\\evil.example/",
  ])("%s", (path) => {
    expect(() => destination({ path })).toThrow("it is no page of the AWS console");
  });
});

test("a partition whose console is not public is refused", () => {
  expect(() => destination({ region: "us-iso-east-1" })).toThrow("cannot open the console of us-iso-east-1");
});

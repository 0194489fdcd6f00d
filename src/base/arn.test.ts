import { describe, expect, test } from "bun:test";
import { isMfaSerial, parseRoleArn, partitionOf, userNameIn } from "./arn.ts";

describe("parseRoleArn()", () => {
  test("takes a role ARN apart", () => {
    expect(parseRoleArn("arn:aws:iam::111122223333:role/Deploy")).toEqual({
      partition: "aws",
      accountId: "111122223333",
      roleName: "Deploy",
    });
  });

  test("accepts every partition", () => {
    for (const partition of [
      "aws",
      "aws-cn",
      "aws-us-gov",
      "aws-iso",
      "aws-iso-b",
      "aws-iso-e",
      "aws-iso-f",
      "aws-eusc",
    ]) {
      expect(parseRoleArn(`arn:${partition}:iam::111122223333:role/R`)?.partition).toBe(partition);
    }
  });

  test("accepts paths; the name follows the last slash", () => {
    expect(parseRoleArn("arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/R_1")?.roleName).toBe("R_1");
    expect(parseRoleArn("arn:aws:iam::111122223333:role/a!b/R+=,.@-")?.roleName).toBe("R+=,.@-");
  });

  test.each([
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:sts::111122223333:assumed-role/R/ana",
    "arn:aws:iam::11112222333:role/R",
    "arn:aws:iam:us-east-1:111122223333:role/R",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::111122223333:role//R",
    "arn:aws:iam::111122223333:role/with space",
    "arn:aws:iam::111122223333:role/R\n",
    `arn:aws:iam::111122223333:role/${"x".repeat(65)}`,
    "arn:gcp:iam::111122223333:role/R",
    " arn:aws:iam::111122223333:role/R",
    "",
  ])("%p is not a role ARN", (text) => {
    expect(parseRoleArn(text)).toBeUndefined();
  });
});

describe("isMfaSerial()", () => {
  test.each([
    "arn:aws:iam::111122223333:mfa/ana",
    "arn:aws-cn:iam::111122223333:mfa/path/ana@example.com",
    "GAHT12345678",
    "AB1234567",
  ])("%p is one", (text) => {
    expect(isMfaSerial(text)).toBe(true);
  });

  test.each(["arn:aws:iam::111122223333:u2f/user/ana/key", "arn:aws:iam::1:mfa/ana", "12345678", "a b c d e f", ""])(
    "%p is none",
    (text) => {
      expect(isMfaSerial(text)).toBe(false);
    },
  );
});

test("partitionOf() reads any ARN, and only an ARN", () => {
  expect(partitionOf("arn:aws-us-gov:iam::111122223333:mfa/ana")).toBe("aws-us-gov");
  expect(partitionOf("GAHT12345678")).toBeUndefined();
});

test("the name of a user is read from its ARN, and from nothing with other characters", () => {
  expect(userNameIn("arn:aws:iam::111122223333:user/ana")).toBe("ana");
  expect(userNameIn("arn:aws-us-gov:iam::111122223333:user/team/a@b.c")).toBe("a@b.c");
  const lines = "\n[profile evil]\ncredential_process = x\n";
  for (const odd of [
    `arn:aws${lines}:iam::111122223333:user/ana`,
    `arn:aws:iam::111122223333:user/${lines}/ana`,
    `arn:aws:iam::111122223333:user/ana${lines}`,
    "arn:aws:iam::111122223333:user/ana\u001b[2J",
    "arn:aws:iam::1:user/ana",
    "arn:aws:sts::111122223333:assumed-role/ana/x",
  ]) {
    expect(userNameIn(odd)).toBeUndefined();
  }
});

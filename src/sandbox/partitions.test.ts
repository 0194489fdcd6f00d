import { expect, test } from "bun:test";
import { isKnownIn } from "./partitions.ts";

test.each([
  ["arn:aws:iam::111122223333:user/ana", "eu-west-1", true],
  ["arn:aws:iam::111122223333:user/ana", "us-gov-west-1", false],
  ["arn:aws-us-gov:iam::111122223333:user/gov", "us-gov-east-1", true],
  ["arn:aws-us-gov:iam::111122223333:user/gov", "us-east-1", false],
  ["arn:aws-cn:sts::111122223333:assumed-role/Elsewhere/china", "cn-northwest-1", true],
  ["arn:aws-iso:iam::111122223333:user/iso", "us-isob-east-1", false],
])("whether %s is known in %s: %p", (arn, region, known) => {
  expect(isKnownIn(region, arn)).toBe(known);
});

import { expect, test } from "bun:test";
import { customRole } from "./custom-role.ts";

const ARN = "arn:aws:iam::111122223333:role/Dev";

test("a role of an IAM user is named by its ARN, and empty fields say nothing", () => {
  const form = new URLSearchParams({ "adv-type": "iam", "role-arn": ` ${ARN} `, "source-profile": "", password: "" });
  expect(customRole(form)).toEqual({ roleArn: ARN });
  form.set("source-profile", "ana");
  form.set("external-id", "x1");
  expect(customRole(form)).toEqual({ roleArn: ARN, sourceProfile: "ana", externalId: "x1" });
});

test.each([
  [{}, "none of iam"],
  [{ "adv-type": "IAM", "role-arn": ARN }, "none of iam"],
  [{ "adv-type": "saml", "role-arn": ARN }, "takes a password"],
  [{ "adv-type": "oidc", "role-arn": ARN }, "takes a password"],
  [{ "adv-type": "iam", "role-arn": ARN, password: "x" }, "`password` goes with a password"],
  [{ "adv-type": "iam", "role-arn": ARN, "jump-role": ARN }, "`jump-role` goes with a password"],
  [{ "adv-type": "iam" }, "not the ARN of a role"],
  [{ "adv-type": "iam", "role-arn": "dev" }, "not the ARN of a role"],
  [{ "adv-type": "iam", "role-arn": "arn:aws:iam::111122223333:user/ana" }, "not the ARN of a role"],
] as const)("%j is refused, and what for is said", (fields, reason) => {
  expect(customRole(new URLSearchParams(fields))).toContain(reason);
});

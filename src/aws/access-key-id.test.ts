import { expect, test } from "bun:test";
import { isAccessKeyId } from "./access-key-id.ts";
import { RoleCredentialsAnswer } from "./identity-center/portal-answers.ts";

test("an id of a key has letters and digits only, so no header or token that was sent can be in its place", () => {
  expect(["ASIAEXAMPLE", "KEY_1"].filter(isAccessKeyId)).toHaveLength(2);
  const none = ["", "A B", "A\nB", "Authorization: AWS4", "IQoJb3JpZ2luX2VjE+/=", "x".repeat(129), "A\u202e"];
  expect(none.filter(isAccessKeyId)).toEqual([]);
});

test("Identity Center's portal is held to it", () => {
  const answer = (accessKeyId: string) => ({
    roleCredentials: { accessKeyId, secretAccessKey: "s", sessionToken: "t", expiration: 1 },
  });
  expect(RoleCredentialsAnswer.safeParse(answer("ASIAEXAMPLE")).success).toBe(true);
  expect(RoleCredentialsAnswer.safeParse(answer("x-amz-sso_bearer_token: x")).success).toBe(false);
});

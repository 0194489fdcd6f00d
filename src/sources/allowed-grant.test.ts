import { expect, test } from "bun:test";
import { allowedGrant } from "./allowed-grant.ts";

const source = { id: "corp", defaultGrantType: "code" } as const;
const DEVICE = [{ values: ["device"], place: "here", contact: "ann" }];

test("a sign-in goes as it was asked for, else as the source says", () => {
  expect(allowedGrant(source, {})).toBe("code");
  expect(allowedGrant(source, { grantType: "device" })).toBe("device");
  expect(allowedGrant(source, { allowedGrants: [] })).toBe("code");
});

test("a source whose way is not allowed takes the other, if that is", () => {
  expect(allowedGrant(source, { allowedGrants: DEVICE })).toBe("device");
});

test("what was asked for and is not allowed is refused, with what is allowed and whom to ask", () => {
  expect(() => allowedGrant(source, { grantType: "code", allowedGrants: DEVICE })).toThrow(
    expect.objectContaining({
      code: "access-denied",
      message: 'cannot sign in to "corp": the grant code is not in here',
      hints: ["`--grant device` is allowed", "whom to ask: ann"],
    }),
  );
});

test("where no way is left, no other is offered", () => {
  const allowedGrants = [...DEVICE, { values: ["code"], place: "there" }];
  expect(() => allowedGrant(source, { allowedGrants })).toThrow(
    expect.objectContaining({ hints: ["whom to ask: ann"] }),
  );
});

import { expect, test } from "bun:test";
import { profileFiles } from "../../test/profile-files.ts";
import { profilesWithDevice } from "./roles-in-profiles.ts";

const DEVICE = "arn:aws:iam::111122223333:mfa/ana";

test("a profile that cannot be read is no reason not to name the profiles with a device", async () => {
  const config = `[profile broken]\nregion = x\n  mfa_serial = ${DEVICE}\n[profile ana]\nmfa_serial = ${DEVICE}\n`;
  expect(profilesWithDevice(DEVICE, await profileFiles({ config }))).toEqual(["ana"]);
});

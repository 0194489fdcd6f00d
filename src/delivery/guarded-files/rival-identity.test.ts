import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { externalDataInterceptor } from "@smithy/shared-ini-file-loader";
import { RivalIdentity } from "./rival-identity.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "rival-identity-"));
const FILE = join(FOLDER, "config");
const rivals = new RivalIdentity();

afterAll(() => rmSync(FOLDER, { recursive: true }));

function refusing(text: string): Promise<void> {
  writeFileSync(FILE, text);
  return rivals.refuse(["/dev/null", FILE]);
}

test.each([
  ["all readers", "[default]\naws_access_key_id = AKIA\n", "aws_access_key_id"],
  ["all readers", "[profile default]\nsso_session = x\n", "sso_session"],
  ["botocore only", "[default]\nregion = r\ncredential_process: x\n", "credential_process"],
  ["botocore only", "[DEFAULT]\nrole_arn = x\n[default]\n", "role_arn"],
  ["the JS SDK only", "[default]\nregion = r\n  role_arn = x\n", "role_arn"],
  ["the JS SDK only", "[default]\nregion = r\n[a]#\nrole_arn = x\n", "role_arn"],
])("a default profile's identity to %s is refused", async (_who, text, key) => {
  await expect(refusing(text)).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining(`default profile has \`${key}\``),
  });
});

test.each(["", "[default]\nregion = r\ns3 =\n  x = 1\n[a]\nrole_arn = x\n", "no AWS file at all"])(
  "files without one pass: %j",
  async (text) => {
    await refusing(text);
    expect(Object.keys(externalDataInterceptor.getFileRecord())).toEqual([]);
  },
);

import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { persistIn } from "../support/keeping-world.ts";
import { keyringSession } from "../support/keyring-session.ts";
import { needs } from "../support/needs.ts";
import { endGpg, makePassStore } from "../support/pass-store.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { works } from "./user-ben.ts";

/** Of the user ben, as the credentials file has it. */
const KEY = /\[ben\]\naws_access_key_id = (\w+)\naws_secret_access_key = (\S+)/;

worldTestUnless(
  needs("gnome-keyring", "dbus", "pass", "gpg"),
  "without a desktop an access key that the keyring has can be had from pass, as the hints say",
  async (world) => {
    const env = { GNUPGHOME: join(world.home, ".gnupg") };
    const run = (...words: string[]) => world.runProgram(words, { env });
    const [, AccessKeyId = "", SecretAccessKey = ""] =
      KEY.exec(readFileSync(join(world.home, ".aws/credentials"), "utf8")) ?? [];
    const input = JSON.stringify({ AccessKey: { AccessKeyId, SecretAccessKey } });
    try {
      await makePassStore(world.home, run);
      const unkept = await world.run(["keys", "add", "new"], { env, input });
      expect(unkept.stderr).toContain("cannot write to the keyring: there is no D-Bus session here\n");
      expect(unkept.stderr).toContain('hint: "persist": "pass" in config.json has access keys kept by pass');
      expect(unkept.stderr).not.toContain("file");

      await using session = await keyringSession();
      const { DBUS_SESSION_BUS_ADDRESS = "" } = session.environment;
      await world.run(["keys", "import", "ben"], { env: { ...env, DBUS_SESSION_BUS_ADDRESS } });
      const unread = await world.run(["whoami", "--no-agent", "ben"], { env });
      expect(unread.stderr).toContain("cannot read the keyring: there is no D-Bus session here\n");
      expect(unread.stderr).toContain(
        "then `actas keys remove PROFILE` and `actas keys add PROFILE` take the key there",
      );

      await persistIn(world, "pass");
      expect(await world.run(["keys", "remove", "ben", "--yes"], { env })).toMatchObject({ status: 0 });
      expect(await world.run(["keys", "add", "ben"], { env, input })).toMatchObject({ status: 0 });
      await works(world, env);
    } finally {
      await endGpg(run);
    }
  },
);

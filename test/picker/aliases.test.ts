import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

worldTest("a name that settings give to a role is chosen from the list, and is on top the next time", async (world) => {
  const folder = join(world.home, ".config/actas");
  mkdirSync(folder, { recursive: true });
  const settings = { targets: { zoo: "arn:aws:iam::111122223333:role/ReadOnly" } };
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings));
  const env = { AWS_PROFILE: "ben" };
  for (const search of ["zoo", ""]) {
    const picker = world.terminal(["exec", "--pick", "--", "sh", "-c", 'echo "as $ACTAS_TARGET"'], { env });
    if (search) await picker.waitFor(/staging .*profile/);
    picker.press(search);
    await picker.waitFor(/> zoo\s.*111122223333/);
    picker.press("\r");
    await picker.waitFor(/^as zoo/m);
    expect(await picker.exited).toBe(0);
  }
});

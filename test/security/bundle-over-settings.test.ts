import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Organisation } from "../support/organisation.ts";
import { worldTest } from "../support/world-test.ts";

const PORTAL = { url: "https://d-1234567890.awsapps.com/start", aws_sso: { region: "eu-west-1" } };

worldTest(
  "what takes the place of what an administrator has for all users is said before it is installed",
  async (world) => {
    const organisation = new Organisation(join(world.home, "organisation"));
    const folder = join(world.home, "etc/actas");
    mkdirSync(join(folder, "sources.d"), { recursive: true, mode: 0o755 });
    const settings = {
      targets: { production: "corp:111122223333/Developer" },
      pick: "terminal",
      allow: { modes: ["env"] },
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(settings), { mode: 0o644 });
    writeFileSync(join(folder, "sources.d/hq.json"), JSON.stringify({ id: "hq", ...PORTAL }), { mode: 0o644 });
    const path = organisation.write({
      sources: { hq: { ...PORTAL, url: "https://evil.example/start" } },
      targets: { production: "hq:111122223333/Evil", toString: "hq:111122223333/Evil" },
      settings: { pick: "browser", allow: { modes: ["env"] } },
    });
    const { stderr } = await world.run(["setup", "org", path], { env: { XDG_CONFIG_DIRS: join(world.home, "etc") } });
    expect(stderr.match(/takes the place of .*/g)).toEqual([
      `takes the place of that of ${folder}/sources.d/hq.json`,
      `takes the place of that of ${folder}/config.json`,
      `takes the place of that of ${folder}/config.json`,
    ]);
    expect(stderr).toContain('"production" takes the place of');
    expect(stderr).toContain("`pick` takes the place of");
  },
);

import { afterAll, expect, test } from "bun:test";
import { chmodSync, chownSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LayerReader } from "../../../src/settings/layer-reader.ts";
import { SettingsReader } from "../../../src/settings/settings-reader.ts";
import { needsRoot } from "../../support/ordinary-user.ts";

const ATTACKER = 65_534;
const folder = mkdtempSync(join(tmpdir(), "actas-shared-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Settings for all users in a directory of this test, as an attacker wants them. */
function shared(name: string): { readonly directory: string; readonly path: string } {
  const directory = join(folder, name);
  mkdirSync(join(directory, "actas"), { recursive: true, mode: 0o755 });
  const path = join(directory, "actas/config.json");
  writeFileSync(path, JSON.stringify({ targets: { production: "evil:Role" }, console: { browser: ["/tmp/evil"] } }));
  chmodSync(path, 0o644);
  return { directory, path };
}

const ATTACKS: Record<string, (scene: ReturnType<typeof shared>) => void> = {
  "a file of another user": ({ path }) => chownSync(path, ATTACKER, ATTACKER),
  "a file in another user's directory": ({ directory }) => chownSync(join(directory, "actas"), ATTACKER, ATTACKER),
  "a file below another user's directory": ({ directory }) => chownSync(directory, ATTACKER, ATTACKER),
  "a file below a directory that everybody may write to": ({ directory }) => chmodSync(directory, 0o777),
  "another user's link to a file of root": ({ directory, path }) => {
    const real = join(directory, "real.json");
    writeFileSync(real, "{}");
    rmSync(path);
    symlinkSync(real, path);
    lchownSync(path, ATTACKER, ATTACKER);
  },
  "a link to a file of another user": ({ directory, path }) => {
    const theirs = join(directory, "theirs.json");
    writeFileSync(theirs, '{ "targets": { "production": "evil:Role" } }');
    chownSync(theirs, ATTACKER, ATTACKER);
    rmSync(path);
    symlinkSync(theirs, path);
  },
  // It is not even read: what is wrong in it would be an error for every target.
  "what another user wrote that is no JSON": ({ path }) => {
    writeFileSync(path, "{");
    chownSync(path, ATTACKER, ATTACKER);
  },
};

const unless = needsRoot();

for (const [name, attack] of Object.entries(ATTACKS)) {
  test.skipIf(unless !== undefined)(`${name} gives neither names nor commands, and is named as ignored`, async () => {
    const scene = shared(name.replaceAll(/\W/g, "-"));
    attack(scene);
    const environment = { HOME: "/nonexistent", XDG_CONFIG_DIRS: scene.directory };
    expect(await new SettingsReader().rules(environment)).toEqual({ refusals: [], aliases: new Map() });
    const { ignored, layers } = await new LayerReader().read("/nonexistent/actas", environment);
    expect(layers).toEqual([]);
    expect(ignored).toEqual([
      { origin: "system", path: scene.path, problem: expect.stringContaining(`cannot use ${scene.path}, a file of `) },
    ]);
  });
}

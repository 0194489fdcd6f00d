import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SettingsReader } from "./settings-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-refusals-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["actas", "mairu"])("a change of %s's settings is noticed, whatever they become", async (tool) => {
  const home = join(folder, tool);
  const path = join(home, ".config", tool, "config.json");
  mkdirSync(join(home, ".config", tool), { recursive: true });
  const reader = new SettingsReader();
  const read = async () => (await reader.rules({ HOME: home })).refusals;
  expect(await read()).toEqual([]);
  symlinkSync(join(home, "gone.json"), path);
  await expect(read()).rejects.toThrow(`cannot use ${path}: it is empty, or leads to a file that is not there`);
  rmSync(path);
  expect(await read()).toEqual([]);
  await Bun.write(
    path,
    tool === "actas" ? '{"refuse": [{"role": "A"}]}' : '{"disallow_roles": [{"server": "s", "role": "A"}]}',
  );
  expect(await read()).toMatchObject([{ role: "A" }]);
  await Bun.write(path, "");
  await expect(read()).rejects.toThrow("it is empty, or leads to a file that is not there");
});

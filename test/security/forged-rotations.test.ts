import { expect } from "bun:test";
import { join } from "node:path";
import { rotate, takeBack } from "../../src/access-keys/rotation.ts";
import { type RotationRecord, rotationOf, writeRotation } from "../../src/access-keys/rotation-record.ts";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { toolsWith } from "../support/rotation-tools.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const STEPS = ["making", "made", "switched", "inactive", "taking-back"] as const;

function begin(world: World) {
  const keys = world.sandbox.accounts.users.slice(0, 2).map(
    ({ accessKeyId, secretAccessKey }): Credentials => ({
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
    }),
  );
  const [ana, ben] = keys as [Credentials, Credentials];
  const keyring = new Map(keys.map((key) => [key.accessKeyId, key]));
  const renamed: string[] = [];
  const state = join(world.home, ".local/state/actas");
  const rename = async (from: string, to: string): Promise<void> => void renamed.push(`${from} to ${to}`);
  const tools = { ...toolsWith(keyring, undefined, world), rename };
  const record = (more: Omit<RotationRecord, "elsewhere">): void => writeRotation({ ...more }, state);
  return { ana, ben, keyring, renamed, state, tools, record };
}

worldTest("a forged record of a rotation gives no profile another user's key, and loses none", async (world) => {
  const { ana, ben, keyring, record, renamed, tools } = begin(world);
  for (const step of STEPS) {
    for (const [old, made] of [
      [ana, ben],
      [ben, ana],
    ] as const) {
      record({ old: old.accessKeyId, made: made.accessKeyId, step });
      for (const act of [() => rotate(ben.accessKeyId, {}, tools), () => takeBack(ben.accessKeyId, tools)]) {
        const refused = await act().then(
          () => undefined,
          (error: Error) => error.message,
        );
        expect(refused).toMatch(/is another user's key, of arn:|taking it back was begun|names the old key again/);
      }
      expect([keyring.size, renamed]).toEqual([2, []]);
      await Bun.file(join(tools.state, `access-keys/rotation-${old.accessKeyId}.json`)).delete();
    }
  }
  expect((await world.calls()).map(({ action }) => action)).not.toContain("DeleteAccessKey");
});

worldTest("a key that AWS may have made for somebody else is neither used nor deleted", async (world) => {
  await world.settings({ newKeySeconds: 0 });
  const { ben, record, state, tools } = begin(world);
  const { accessKeyId: colleagues } = await tools.atAws.make(ben);
  record({ old: ben.accessKeyId, step: "making" });
  await expect(rotate(ben.accessKeyId, {}, tools)).rejects.toMatchObject({
    message: expect.stringContaining(`the user has another key, ${colleagues} (active`),
    hints: [expect.stringContaining(`--delete ${colleagues}`)],
  });
  expect(await takeBack(ben.accessKeyId, tools)).toMatchObject({ unknown: colleagues });
  expect(rotationOf(ben.accessKeyId, state)).toBeUndefined();
  expect((await tools.atAws.list(ben)).map(({ accessKeyId }) => accessKeyId)).toEqual([ben.accessKeyId, colleagues]);
});

worldTest("a key that AWS made for a rotation which was killed before it was kept is replaced", async (world) => {
  await world.settings({ newKeySeconds: 0 });
  const { ben, keyring, record, tools } = begin(world);
  const lost = await tools.atAws.make(ben);
  record({ old: ben.accessKeyId, made: lost.accessKeyId, step: "making" });
  const { made } = await rotate(ben.accessKeyId, { keepOld: true }, tools);
  expect(made).not.toBe(lost.accessKeyId);
  const ids = (await tools.atAws.list(keyring.get(made!)!)).map(({ accessKeyId }) => accessKeyId);
  expect(ids).toEqual([ben.accessKeyId, made!]);
});

worldTest("the way back forgets a secret that was kept just when the rotation was killed", async (world) => {
  await world.settings({ newKeySeconds: 0 });
  const { ana, ben, keyring, record, tools } = begin(world);
  const made = await tools.atAws.make(ben);
  keyring.set(made.accessKeyId, made);
  record({ old: ben.accessKeyId, made: made.accessKeyId, step: "making" });
  await takeBack(ben.accessKeyId, tools);
  expect([...keyring.keys()]).toEqual([ana.accessKeyId, ben.accessKeyId]);
  expect(await tools.atAws.list(ben)).toHaveLength(1);
});

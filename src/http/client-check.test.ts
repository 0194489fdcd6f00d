import { expect, test } from "bun:test";
import { ClientCheck } from "./client-check.ts";

function checkOf(uids: Record<number, number | "nobody" | undefined>) {
  const asked: number[] = [];
  const clock = { now: 0 };
  const ask = async (port: number) => {
    asked.push(port);
    return uids[port];
  };
  return { asked, clock, check: new ClientCheck(1000, ask, () => clock.now) };
}

test("our own programs are let in, others are not", async () => {
  const { check } = checkOf({ 1: 1000, 2: 1001, 3: 0 });
  expect(await check.isOurs(1)).toBe(true);
  expect(await check.isOurs(2)).toBe(false);
  expect(await check.isOurs(3)).toBe(false);
});

test("whoever has hung up is not let in: the system would have told", async () => {
  expect(await checkOf({ 1: "nobody" }).check.isOurs(1)).toBe(false);
});

test("where the system does not tell, everybody is let in", async () => {
  expect(await checkOf({}).check.isOurs(1)).toBe(true);
});

test("a port is asked about once in two seconds, and then again", async () => {
  const { check, asked, clock } = checkOf({ 1: 1000 });
  await check.isOurs(1);
  clock.now = 1999;
  expect(check.isOurs(1)).toBe(true);
  clock.now = 2000;
  await check.isOurs(1);
  expect(asked).toEqual([1, 1]);
});

test("a refusal is not remembered, because the port may be another's next", async () => {
  const uids: Record<number, number> = { 1: 1001 };
  const { check } = checkOf(uids);
  expect(await check.isOurs(1)).toBe(false);
  uids[1] = 1000;
  expect(await check.isOurs(1)).toBe(true);
});

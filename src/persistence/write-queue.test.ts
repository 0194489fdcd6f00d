import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { WriteQueue } from "./write-queue.ts";

/** Notes what is asked of it; it fails to write while `broken` says so. */
function noting(broken: () => boolean = () => false) {
  const done: string[] = [];
  const keyring: Pick<Keyring, "remove" | "write"> = {
    async remove(name) {
      done.push(`remove ${name}`);
      return true;
    },
    async write(name, secret) {
      if (broken()) throw new ActasError("system", "cannot write: the disk is full");
      done.push(`write ${name} ${secret.reveal()}`);
    },
  };
  return { done, keyring: keyring as Keyring };
}

test("no change is lost, whatever moment it comes at", async () => {
  for (let steps = 0; steps < 12; steps++) {
    const { done, keyring } = noting();
    const queue = new WriteQueue(keyring, () => {});
    queue.remove("a");
    for (let step = 0; step < steps; step++) await undefined;
    queue.remove("b");
    await queue.done();
    expect({ steps, done }).toEqual({ steps, done: ["remove a", "remove b"] });
  }
});

test("after a failed write what waits to be written is dropped, and what is to be removed is removed", async () => {
  const { done, keyring } = noting(() => true);
  const failures: unknown[] = [];
  const queue = new WriteQueue(keyring, (error) => failures.push(error));
  queue.write("a", async () => new Secret("1"));
  queue.write("b", async () => new Secret("2"));
  queue.remove("c");
  await queue.done();
  expect({ done, failures: failures.length }).toEqual({ done: ["remove c"], failures: 1 });
});

import { expect, test } from "bun:test";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import type { Due } from "./due.ts";
import { stillGood } from "./still-good.ts";

const credentials = (accessKeyId: string): Credentials => ({ accessKeyId, secretAccessKey: new Secret("x") });
const held = (due: Due) => ({
  entry: { key: "k", kind: "credentials", label: "l", credentials: credentials("OLD"), obtainedAt: 0 } as const,
  due,
});
const CACHED = { freshness: "cached" } as const;
const fetched = async (): Promise<Credentials> => credentials("NEW");
const failing = (error: Error) => (): Promise<Credentials> => Promise.reject(error);

test("credentials that are fresh enough are used without fetching", async () => {
  const neverAsked = failing(new Error("asked"));
  for (const due of ["no", "soon"] as const) {
    expect((await stillGood(CACHED, () => held(due), neverAsked)).accessKeyId).toBe("OLD");
  }
});

test("credentials that are about to end, or missing, are fetched", async () => {
  expect((await stillGood(CACHED, () => held("now"), fetched)).accessKeyId).toBe("NEW");
  expect((await stillGood(CACHED, () => undefined, fetched)).accessKeyId).toBe("NEW");
});

test("credentials about to end are used to their end when no others can be fetched", async () => {
  expect((await stillGood(CACHED, () => held("now"), failing(new Error("no network")))).accessKeyId).toBe("OLD");
  await expect(stillGood(CACHED, () => undefined, failing(new Error("no network")))).rejects.toThrow("no network");
});

test("a person's refusal is final", async () => {
  const no = new ActasError("cancelled", "cannot get the MFA code: the question was cancelled");
  await expect(stillGood(CACHED, () => held("now"), failing(no))).rejects.toBe(no);
});

test("credentials that ended during the fetch are not used", async () => {
  let cached: ReturnType<typeof held> | undefined = held("now");
  const slow = async (): Promise<Credentials> => {
    cached = undefined;
    throw new Error("no network");
  };
  await expect(stillGood(CACHED, () => cached, slow)).rejects.toThrow("no network");
});

test("a request for new credentials never gets held ones", async () => {
  expect((await stillGood({ freshness: "refresh" }, () => held("no"), fetched)).accessKeyId).toBe("NEW");
  const failed = stillGood({ freshness: "refresh" }, () => held("now"), failing(new Error("no network")));
  await expect(failed).rejects.toThrow("no network");
});

import { expect, test } from "bun:test";
import { noPerson } from "../../conversation/no-person.ts";
import type { UserReference } from "../../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { SourceTools } from "../source.ts";
import { withMfaCode } from "./mfa-code.ts";

test("what earlier processes kept is brought back before a code is asked for, not for one that was given", async () => {
  const done: string[] = [];
  const says = (word: string) => async () => void done.push(word);
  const tools = {
    conversation: noPerson("not asked"),
    recall: says("brought back"),
    mfaDevices: { withCode: says("asked"), withGivenCode: says("given") },
  };
  const user = { profile: "ana", serialNumber: "arn:aws:iam::111122223333:mfa/ana" } as UserReference;
  for (const request of [{}, { tokenCode: "123456" }]) {
    const given = { ...tools, request } as unknown as SourceTools;
    await withMfaCode(user, { name: "staging" } as ResolvedTarget, given, async () => undefined);
  }
  expect(done).toEqual(["brought back", "asked", "given"]);
});

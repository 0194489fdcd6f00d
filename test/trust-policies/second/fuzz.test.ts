import { expect, test } from "bun:test";
import { judgeTrust, type TrustAnswer } from "../../../src/trust-policies/judge-trust.ts";
import { parseTrustPolicy } from "../../../src/trust-policies/trust-policy.ts";
import type { TrustQuestion } from "../../../src/trust-policies/trust-question.ts";
import { seeded } from "../../seeded.ts";
import { madeUpPolicy, madeUpQuestion } from "../made-up-policies.ts";
import { BROKER_SESSION } from "../pick.ts";
import { type SecondRequest, secondJudge } from "./second-judge.ts";

/** More take longer and find rarer things. */
const SEEDS = Number(process.env.ACTAS_FUZZ_SEEDS ?? 3000);

test(
  "two evaluators written apart say the same of made-up policies and people",
  () => {
    const answers = new Map<TrustAnswer, number>();
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = seeded(seed);
      const text = madeUpPolicy(random);
      const question = madeUpQuestion(random);
      const policy = parseTrustPolicy(text);
      if (typeof policy === "string") throw new Error(`seed ${seed}: ${policy}`);
      const { answer } = judgeTrust(policy, question);
      const second = secondJudge(text, requestOf(question));
      if (answer !== second) throw new Error(`seed ${seed}: ${answer}, and by the second ${second}: ${text}`);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    for (const answer of ["allowed", "not-allowed", "denied", "depends"] as const) {
      expect(answers.get(answer) ?? 0).toBeGreaterThan(SEEDS / 50);
    }
  },
  SEEDS * 10,
);

function requestOf({ accountId, actions, asker, context, partition }: TrustQuestion): SecondRequest {
  const caller =
    asker.kind === "token" ? { provider: asker.provider } : { role: asker.arn, session: BROKER_SESSION.slice(-5) };
  return {
    partition,
    accountId,
    caller,
    actions,
    fact: (key) => {
      const value = context(key);
      if (typeof value === "string") return value;
      return "text" in value ? { one: value.text } : { many: value.texts };
    },
  };
}

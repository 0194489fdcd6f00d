import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { targetKey } from "../cache/cache-key.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { noPerson } from "../conversation/no-person.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { firstHop } from "./first-hop.ts";
import type { SourceTools } from "./source.ts";

const STS = { region: "eu-west-1", scope: "regional" } as const;
const hop = (name: string) => ({ roleArn: `arn:aws:iam::111122223333:role/${name}`, durationSeconds: 3600, sts: STS });
const TARGET: ResolvedTarget = {
  name: "deploy",
  source: {
    ...{ kind: "iam-user", profile: "ana", accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("x"), sts: STS },
    ...{ sessionDurationSeconds: 43_200, sessionTokenUse: "auto" },
  },
  chain: [hop("Dev"), hop("Deploy")],
  endpointVariables: {},
  notices: [],
};

test("a source that begins with the first role itself leaves the others, and its role is kept by itself", async () => {
  const cache = new CredentialCache();
  const request = { freshness: "cached", interaction: "allowed", environment: {} };
  const tools = {
    cache,
    flights: new SingleFlight(),
    request,
    conversation: noPerson("not asked"),
  } as unknown as SourceTools;
  const alone = { name: "dev", chain: TARGET.chain.slice(0, 1) };
  let lent = 0;
  const lend = async () => ({
    credentials: {
      ...{ accessKeyId: `ASIA${++lent}`, secretAccessKey: new Secret("x") },
      expiration: new Date(Date.now() + 3_600_000),
    },
  });

  const first = await firstHop(TARGET, alone, tools, lend);
  expect(first.remaining.map(({ roleArn }) => roleArn)).toEqual([hop("Deploy").roleArn]);
  expect(cache.get(targetKey({ ...TARGET, ...alone }))?.entry.label).toBe("dev");
  const second = await firstHop({ ...TARGET, chain: [hop("Dev"), hop("Test")] }, alone, tools, lend);
  expect([second.credentials.accessKeyId, lent]).toEqual(["ASIA1", 1]);
  expect(second.remaining.map(({ roleArn }) => roleArn)).toEqual([hop("Test").roleArn]);
});

import { untilText } from "../../text/until-text.ts";
import { NOTHING } from "../chain/walk-chain.ts";
import { walksOf } from "../chain/walks-of.ts";
import type { Check, CheckFinding } from "../check.ts";
import type { Scene } from "../scene.ts";

/** What the variables of this shell do to the programs that are started here. */
export const environment: Check = {
  name: "environment",
  run: async (scene) => {
    const half = halfKeys(scene);
    const others = (await disagreements(scene)).filter(({ severity }) => severity !== "error" || half.length === 0);
    const findings = [...keysThatEnd(scene), ...half, ...tokens(scene), ...others];
    return findings.length > 0 ? findings : [{ severity: "fine", words: "all SDKs take the same credentials here" }];
  },
};

const UNSET = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN";

function keysThatEnd({ variables }: Scene): CheckFinding[] {
  const { ACTAS_EXPIRATION, AWS_ACCESS_KEY_ID, AWS_CREDENTIAL_EXPIRATION } = variables;
  const end = ACTAS_EXPIRATION || AWS_CREDENTIAL_EXPIRATION;
  if (!AWS_ACCESS_KEY_ID || !end || !(Date.parse(end) <= Date.now())) return [];
  return [{ severity: "error", words: `the keys in the environment ended ${untilText(end)}`, mend: [UNSET] }];
}

function halfKeys({ variables: { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } }: Scene): CheckFinding[] {
  if (Boolean(id) === Boolean(secret)) return [];
  const missing = id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  return [{ severity: "error", words: `half of the keys is in the environment: ${missing} is not set`, mend: [UNSET] }];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html on the beginnings of key ids */
function tokens({ variables }: Scene): CheckFinding[] {
  const { AWS_ACCESS_KEY_ID: id, AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN } = variables;
  const token = AWS_SESSION_TOKEN || AWS_SECURITY_TOKEN;
  const mend = [UNSET];
  if (id?.startsWith("ASIA") && !token) {
    return [{ severity: "error", words: "AWS_ACCESS_KEY_ID is temporary, and AWS_SESSION_TOKEN is not set", mend }];
  }
  if (id?.startsWith("AKIA") && token) {
    const words = "AWS_ACCESS_KEY_ID is a long-term key, and AWS_SESSION_TOKEN belongs to another one";
    return [{ severity: "error", words, mend: ["unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN"] }];
  }
  if (AWS_SESSION_TOKEN && AWS_SECURITY_TOKEN && AWS_SESSION_TOKEN !== AWS_SECURITY_TOKEN) {
    const words = "AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN differ, and the AWS CLI takes the latter";
    return [{ severity: "error", words, mend: ["unset AWS_SECURITY_TOKEN"] }];
  }
  return [];
}

async function disagreements(scene: Scene): Promise<CheckFinding[]> {
  const walks = await walksOf(scene);
  const failing = walks.find(({ walk }) => walk.steps.some(({ state }) => state === "fails"));
  const missing: CheckFinding[] = failing
    ? [
        {
          severity: "error",
          words: `programs stop here: ${failing.walk.takes.replace(/^nothing: /, "")}`,
          mend: failing.walk.mend ? [failing.walk.mend] : [],
        },
      ]
    : [];
  const taken = new Map<string, string[]>();
  for (const { chain, walk } of walks.filter(({ walk }) => walk.identity !== NOTHING)) {
    taken.set(walk.takes, [...(taken.get(walk.takes) ?? []), chain.words]);
  }
  if (taken.size < 2) return missing;
  const groups = [...taken].map(([takes, sdks]) => `${sdks.join(", ")}: ${takes}`);
  const words = `SDKs do not agree on whose credentials count here: ${groups.join("; ")}`;
  return [...missing, { severity: "warning", words, mend: [UNSET] }];
}

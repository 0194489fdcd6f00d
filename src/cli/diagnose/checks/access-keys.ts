import { fromCredentialsMessage } from "../../../agent-api/credentials-message.ts";
import type { Credentials } from "../../../base/credentials.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { type KeysOfUser, keysOfUser } from "../../../requests/keys-of-user.ts";
import { kindOf } from "../../../targets/kinds/kinds.ts";
import { askRunning } from "../../asking/ask.ts";
import type { FoundTarget } from "../../target/look-up-meant.ts";
import type { Check, CheckFinding } from "../check.ts";
import { NO_ANSWER, probeOf } from "../probe.ts";
import { usableTarget } from "../scene.ts";

/** As AWS's own recommendation has it. @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html */
const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

/** Whether AWS still takes the long-term key that the target starts with, and how old it is. */
export const accessKeys: Check = {
  name: "access keys",
  run: async (scene) => {
    const { files } = scene;
    const found = usableTarget(scene);
    if (!found || files instanceof ActasError) return [];
    const { answer } = await probeOf(scene);
    if (answer instanceof ActasError) return [NO_ANSWER];
    try {
      const session = await sessionWithCode(found);
      const known = await keysOfUser(found.target.source, found.request, files, session);
      return known ? judged(known) : [];
    } catch (error) {
      if (error instanceof ActasError) return [refused(error)];
      throw error;
    }
  },
};

/** IAM may want an MFA code. A session that the agent holds has one; nobody is asked for another. */
async function sessionWithCode({ request, target }: FoundTarget): Promise<Credentials | undefined> {
  if (!kindOf(target.source).userOf(target.source)?.serialNumber) return undefined;
  const held = { ...request, sessionOnly: true, freshness: "cached", interaction: "never" } as const;
  try {
    const answer = await askRunning({ request: "credentials", for: held, delivery: "own" });
    return answer && fromCredentialsMessage(answer.credentials);
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}

function judged({ accessKeyId, isKept, keys, profile }: KeysOfUser): CheckFinding[] {
  const own = keys.find((key) => key.accessKeyId === accessKeyId);
  const others = keys.length > 1 ? `, and ${keys.length} keys in all` : "";
  const created = own?.created;
  const days = created ? Math.floor((Date.now() - created.getTime()) / DAY_MS) : 0;
  if (own?.status === "Inactive") {
    return [
      { severity: "error", words: `the access key of profile "${profile}" is inactive${others}`, mend: [ACTIVATE] },
    ];
  }
  if (days > MOST_DAYS) {
    const words = `the access key of profile "${profile}" is ${days} days old${others}`;
    const mend = isKept ? `actas keys rotate ${shellArgument(profile)}` : REPLACE;
    return [{ severity: "warning", words, mend: [mend] }];
  }
  return [
    { severity: "fine", words: `the access key of profile "${profile}" is active, and ${days} days old${others}` },
  ];
}

const REPLACE = "make a new one in IAM, put it in the place of this one, and delete this one";
const ACTIVATE = "activate it in IAM, or put another one in its place";

/** A key that AWS does not take is wrong; that a policy forbids to look says nothing about it. */
function refused(error: ActasError): CheckFinding {
  if (/InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient/.test(error.message)) {
    const words =
      "AWS does not take the access key of the target: it was deleted or deactivated, or is not that of its secret";
    return { severity: "error", words, mend: [ACTIVATE] };
  }
  return { severity: "unknown", words: `not checked: ${error.message}`, mend: error.hints };
}

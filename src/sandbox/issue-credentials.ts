import type { Caller } from "./key-ring.ts";
import type { MadeUpAws } from "./made-up-aws.ts";
import type { XmlTree } from "./xml.ts";

/** Makes temporary credentials for the caller and says them as STS does. Their end is a whole second, as AWS's is. */
export function issueCredentials(aws: MadeUpAws, caller: Caller, durationSeconds: number): XmlTree {
  const lifetimeSeconds = aws.faults.plan.lifetimeSeconds ?? durationSeconds;
  const expiration = new Date(Math.floor(aws.now() / 1000 + lifetimeSeconds) * 1000);
  const { accessKeyId, secretAccessKey, session } = aws.keys.issue(caller, expiration);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: session.token,
    Expiration: expiration.toISOString().replace(".000Z", "Z"),
  };
}

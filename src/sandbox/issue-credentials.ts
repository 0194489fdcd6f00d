import type { MadeUpAws } from "./made-up-aws.ts";
import type { Caller, TemporaryKey } from "./signature/key-ring.ts";
import type { XmlTree } from "./xml.ts";

/** Makes temporary credentials that the made-up STS knows. As at AWS, they end at a whole second. */
export function issueKey(aws: MadeUpAws, caller: Caller, durationSeconds: number): TemporaryKey {
  const lifetimeSeconds = aws.faults.plan.lifetimeSeconds ?? durationSeconds;
  return aws.keys.issue(caller, new Date(Math.floor(aws.now() / 1000 + lifetimeSeconds) * 1000));
}

/** Makes temporary credentials for the caller, in the form of STS's answers. */
export function issueCredentials(aws: MadeUpAws, caller: Caller, durationSeconds: number): XmlTree {
  const { accessKeyId, secretAccessKey, session } = issueKey(aws, caller, durationSeconds);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: session.token,
    Expiration: inWholeSeconds(session.expiration),
  };
}

/** A time as AWS writes it: `2026-01-02T03:04:05Z`. */
export function inWholeSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

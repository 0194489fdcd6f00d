import { say } from "../terminal/say.ts";
import type { TargetRequest } from "./target-request.ts";

/** Says on standard error which target `auto` is. */
export function showTarget(
  path: string,
  { source, sourceProfile, target, secondHop, region, expectedAccountId }: TargetRequest,
): void {
  const lines = {
    file: path,
    server: source,
    role: target,
    profile: sourceProfile,
    "assume role": secondHop?.roleArn,
    "session name": secondHop?.roleSessionName,
    duration: secondHop?.durationSeconds && `${secondHop.durationSeconds} seconds`,
    "external id": secondHop?.externalId,
    region,
    account: expectedAccountId,
  };
  for (const [name, value] of Object.entries(lines)) {
    if (value) say(`actas: auto: ${name.padEnd(12)}  ${value}`);
  }
}

import { partitionOf } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { partitionOfRegion } from "../../base/partitions.ts";
import { jsonText } from "../../base/printable.ts";
import { leastPolicy, type PolicyNeeds } from "../../iam-policies/least-policy.ts";
import { print } from "../../system/print.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import type { FoundTarget } from "../target/look-up-meant.ts";
import type { Scene } from "./scene.ts";

/**
 * Prints the least policy that the target needs, for whoever assumes its first role. It is made for IAM, so nothing in
 * it is masked.
 *
 * @throws {ActasError} `usage` without a target, or for one that needs no policy; why the target cannot be used
 */
export function printIamPolicy({ target }: Scene): void {
  if (!target) throw noTarget();
  if (target.found instanceof ActasError) throw target.found;
  const policy = leastPolicy(needsOf(target.found));
  if (policy.Statement.length === 0) throw noPolicy(target.name);
  print(jsonText(policy, "indented"));
}

function needsOf({ target: { chain, source } }: FoundTarget): PolicyNeeds {
  const firstRoleArn = chain[0]?.roleArn;
  const user = kindOf(source).userOf(source);
  if (!user) return { firstRoleArn };
  const device = user.serialNumber?.startsWith("arn:") ? user.serialNumber : undefined;
  const partition = partitionOf(device ?? firstRoleArn ?? "") ?? partitionOfRegion(user.sts.region).id;
  // An MFA device is in the account of its user; a role may be in another.
  return { firstRoleArn, user: { partition, accountId: device?.split(":")[4] } };
}

function noTarget(): ActasError {
  return new ActasError("usage", "cannot print a policy: no target was named", {
    hints: ["`actas list profiles` shows the profiles there are"],
  });
}

function noPolicy(name: string): ActasError {
  return new ActasError("usage", `cannot print a policy for "${name}": it assumes no role, so it needs none`);
}

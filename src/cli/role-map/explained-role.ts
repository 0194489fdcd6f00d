import { ActasError } from "../../base/errors.ts";
import { type BuiltMap, mapInText, roleInMap } from "../../role-map/built/built-map.ts";
import { whyMissing } from "../../role-map/built/why-missing.ts";
import { readRole } from "../../role-map/scan/read-role.ts";
import { parseTrustPolicy, type TrustPolicy } from "../../trust-policies/trust-policy.ts";
import type { Asked } from "./asked-question.ts";
import { type CallerFlags, callerByTarget } from "./caller-by-target.ts";
import { chosenRole, requireRole } from "./chosen-role.ts";
import { mapOrFile, placeOf, textOf } from "./read-roles.ts";

/** A role that is explained, and what is said of it beside its policy. */
export interface ExplainedRole {
  readonly arn: string;
  readonly policy: TrustPolicy;
  /** What a map knows of it, given who asks. */
  readonly reasons: (issuer: string, audiences: readonly string[]) => readonly string[];
}

/**
 * The role with its trust policy: from a file, from a map that was built, or from AWS where no file is named.
 *
 * @throws {ActasError} `role-not-found` with what the map says about that
 */
export async function explainedRole(
  file: string | undefined,
  wanted: string | undefined,
  asked: Asked & CallerFlags,
): Promise<ExplainedRole> {
  if (file === undefined) return { ...(await liveRole(wanted, asked)), reasons: () => [] };
  const path = mapOrFile(file);
  const text = await textOf(path, "trust policy");
  const map = mapInText(text);
  if (typeof map === "string") return { ...chosenRole(text, file, wanted), reasons: () => [] };
  return inMap(map, path, wanted, asked);
}

function inMap(map: BuiltMap, path: string, wanted: string | undefined, { audience, provider }: Asked): ExplainedRole {
  const arn = required(wanted);
  const { role } = roleInMap(map, arn);
  const reasons = (issuer: string, audiences: readonly string[]): readonly string[] =>
    whyMissing(map, arn, { issuer, audiences }, Date.now());
  if (role) return { arn, policy: policyOf(arn, role.trustPolicy), reasons };
  const issuer = provider?.replace(/^https?:\/\//, "") ?? map.issuers[0] ?? "";
  throw new ActasError("role-not-found", `cannot find ${arn} in ${placeOf(path)}`, {
    hints: [
      ...reasons(issuer, audience === undefined ? [] : [audience]),
      "`actas role-map explain` without a file asks AWS; if only the map is old, the role is given by its ARN",
    ],
  });
}

async function liveRole(wanted: string | undefined, asked: CallerFlags): Promise<Omit<ExplainedRole, "reasons">> {
  const arn = required(wanted);
  const role = await readRole(await callerByTarget(asked), arn);
  if (role) return { arn, policy: policyOf(arn, role.trustPolicy) };
  throw new ActasError("role-not-found", `cannot find ${arn}: the account that was asked has no such role`, {
    hints: ["`--target TARGET` names who asks: it must be of the role's account"],
  });
}

function required(wanted: string | undefined): string {
  if (wanted === undefined) {
    throw new ActasError("usage", "cannot tell which role is meant: none is named", {
      hints: ["`--role ARN` names it"],
    });
  }
  requireRole(wanted);
  return wanted;
}

function policyOf(arn: string, text: string): TrustPolicy {
  const policy = parseTrustPolicy(text);
  if (typeof policy !== "string") return policy;
  throw new ActasError("usage", `cannot read the trust policy of ${arn}: ${policy}`);
}

import { parseRoleArn, type RoleArn } from "../../base/arn.ts";
import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import type { TrustPolicy } from "../../trust-policies/trust-policy.ts";
import { placeOf, rolesFrom } from "./read-roles.ts";

/** The parts of a role's ARN. @throws {ActasError} `usage` for what is none */
export function requireRole(wanted: string): RoleArn {
  const parts = parseRoleArn(wanted);
  if (parts) return parts;
  throw new ActasError("usage", `cannot take "${wanted}" for a role: it is no ARN of a role`, {
    hints: ["one looks like arn:aws:iam::111122223333:role/Deploy"],
  });
}

/**
 * The role that is meant, with its policy.
 *
 * @param file - for messages
 * @param wanted - its ARN; absent: the one that the file is about
 * @throws {ActasError} `usage` when it is not clear which one, or cannot be read; `role-not-found`
 */
export function chosenRole(
  text: string,
  file: string,
  wanted: string | undefined,
): { readonly arn: string; readonly policy: TrustPolicy } {
  if (wanted !== undefined) requireRole(wanted);
  const roles = rolesFrom(text, file);
  const found = roles.length === 1 ? roles[0] : roles.find(({ arn }) => arn === wanted);
  const arn = found?.arn ?? wanted;
  if (found === undefined && wanted !== undefined) {
    throw new ActasError("role-not-found", `cannot find ${wanted} in ${placeOf(file)}`);
  }
  if (found === undefined || arn === undefined) {
    const why = found ? "it has the policy alone" : `it has ${counted(roles.length, "role")}`;
    const hints = ["`--role ARN` says which role it is"];
    throw new ActasError("usage", `cannot tell which role is meant by ${placeOf(file)}: ${why}`, { hints });
  }
  if (wanted !== undefined && arn !== wanted) {
    throw new ActasError("role-not-found", `cannot find ${wanted} in ${placeOf(file)}: it is about ${arn}`);
  }
  if (typeof found.policy !== "string") return { arn, policy: found.policy };
  throw new ActasError("usage", `cannot read the trust policy of ${arn}: ${found.policy}`);
}

import type { GrantType } from "../base/credential-request.ts";
import { type Allowance, withoutValue } from "../settings/limits.ts";
import { TargetRefused, whomToAsk } from "../settings/target-refused.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";

interface Wishes {
  /** What the user has asked for. */
  readonly grantType?: GrantType;
  readonly allowedGrants?: readonly Allowance[];
}

const OTHER = { code: "device", device: "code" } as const;

/**
 * How the user signs in: as asked for, else as the source says, else in the other way if only that is allowed.
 *
 * @throws {TargetRefused} `access-denied`
 */
export function allowedGrant(
  { defaultGrantType, id }: Pick<SourceDefinition, "defaultGrantType" | "id">,
  { allowedGrants = [], grantType }: Wishes,
): GrantType {
  const wanted = grantType ?? defaultGrantType;
  const rule = withoutValue(allowedGrants, wanted);
  if (!rule) return wanted;
  const other = OTHER[wanted];
  const mayBeOther = withoutValue(allowedGrants, other) === undefined;
  if (grantType === undefined && mayBeOther) return other;
  throw new TargetRefused("access-denied", `cannot sign in to "${id}": the grant ${wanted} is not in ${rule.place}`, {
    hints: [...(mayBeOther ? [`\`--grant ${other}\` is allowed`] : []), ...whomToAsk(rule)],
  });
}

import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { isRegionName } from "../../base/region-name.ts";

/** What stands behind `--region`. In maws `-r` stands before a role. @throws {ActasError} `usage` */
export function typedRegion(region: string): string {
  if (isRegionName(region)) return region;
  const role = "the role is the target, `SOURCE:ROLE_ARN`; `actas list sources` shows the sources";
  throw new ActasError("usage", "cannot use `--region`: it is not the name of a region", {
    hints: parseRoleArn(region) ? [role] : [],
  });
}

import { Clock } from "../../base/clock.ts";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { findProfile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import { oidcOf } from "../../sources/identity-center/identity-center-methods.ts";
import { knowsPortal } from "../../sources/identity-center/knows-portal.ts";
import { signInError } from "../../sources/identity-center/sign-in-error.ts";
import { roleKindOf } from "../../targets/kinds/kinds.ts";

/** So many regions are asked at once. */
const AT_ONCE = 8;
/** After this long the rest is not asked any more. */
const LIMIT_MS = 20_000;

/** Where a portal was looked for, with the user's files and variables. */
export interface PortalSearch {
  /** Its region is looked for, so the one it has does not count. */
  readonly source: IdentityCenterDefinition;
  readonly files: ProfileFiles;
  readonly environment: RequestEnvironment;
}

/**
 * The first of these regions whose Identity Center knows the start URL; undefined when those that answer do not.
 *
 * @throws {ActasError} what one of them said, when none answered whether it does
 */
export async function portalRegion(search: PortalSearch, regions: readonly string[]): Promise<string | undefined> {
  const found = Promise.withResolvers<string>();
  // With an endpoint of the user's all regions are at one address.
  const ahead = [...Map.groupBy(regions, (region) => oidcOf(inRegion(search, region)).url).values()].map(
    ([first]) => first ?? "",
  );
  const failures: unknown[] = [];
  let answered = 0;
  let isOver = false;
  const askOneAfterTheOther = async (): Promise<void> => {
    for (let region = ahead.shift(); region && !isOver; region = ahead.shift()) {
      try {
        const isKnown = await knowsPortal(inRegion(search, region), new Clock());
        answered++;
        if (isKnown) found.resolve(region);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, askOneAfterTheOther)).then(() => undefined);
  const region = await Promise.race([found.promise, all, Bun.sleep(LIMIT_MS).then(() => undefined)]);
  isOver = true;
  if (!region && answered === 0 && failures.length > 0) throw signInError(search.source, failures[0]);
  return region;
}

function inRegion({ source, files, environment }: PortalSearch, region: string): IdentityCenterDefinition {
  const kind = roleKindOf<"identity-center">(source);
  return kind.reached({ ...source, region }, findProfile(files, "default"), files, environment);
}

import { type CallerIdentity, Sts } from "../aws/sts.ts";
import { Clock } from "../base/clock.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { partitionOfRegion } from "../base/partitions.ts";
import { defaultProfile } from "../profiles/profile.ts";
import { readProfileFiles } from "../profiles/read-profile-files.ts";
import { networkFor } from "../targets/endpoints/network.ts";
import { regionOf } from "../targets/endpoints/region.ts";
import { stsLocation } from "../targets/endpoints/sts-location.ts";

/**
 * Whose credentials these are, by the STS that a program in this environment would ask.
 *
 * @throws {ActasError} when AWS does not take them, or cannot be asked
 */
export async function identityOf(credentials: Credentials, environment: RequestEnvironment): Promise<CallerIdentity> {
  const files = await readProfileFiles(environment);
  const own = defaultProfile(files);
  const asked = { freshness: "cached", interaction: "never", environment } as const;
  const partition = partitionOfRegion(regionOf([own], asked)?.value ?? "").id;
  const network = networkFor([own], environment);
  const location = { ...stsLocation({ own, lineage: [own], partition }, asked, files), ...(network && { network }) };
  return new Sts(new Clock()).getCallerIdentity(location, credentials);
}

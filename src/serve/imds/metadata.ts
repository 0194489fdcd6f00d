import { parseRoleArn } from "../../base/arn.ts";
import { roleName } from "./role-name.ts";

/** What is served, as far as it is known. */
export interface Served {
  readonly target: string | undefined;
  readonly region?: string | undefined;
}

/** No instance has this id: it has the form that programs expect, and shows that there is none. */
const INSTANCE_ID = "i-00000000000000000";

const ROOT = "/latest/";
/** Where the credentials of each role are; what is below is not metadata. */
export const CREDENTIALS = `${ROOT}meta-data/iam/security-credentials/`;

/**
 * What EC2 serves beside credentials, as far as AWS SDKs ask for it: to learn the region, or whether there is a
 * metadata service at all. A folder lists what is in it, one name to a line, folders with a slash.
 *
 * @returns undefined if nothing is at that path
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html
 */
export function metadata(path: string, served: Served): string | undefined {
  const { target } = served;
  const values = valuesOf(served);
  const folder = path.endsWith("/") ? path : `${path}/`;
  const value = values.get(folder.slice(0, -1));
  if (value !== undefined || !folder.startsWith(ROOT)) return value;
  return listing(folder, [...values.keys(), ...(target === undefined ? [] : [`${CREDENTIALS}${roleName(target)}`])]);
}

function valuesOf({ region, target }: Served): ReadonlyMap<string, string> {
  const { accountId, roleName: role } = parseRoleArn(target ?? "") ?? {};
  const values = new Map([[`${ROOT}meta-data/instance-id`, INSTANCE_ID]]);
  if (accountId && role) values.set(`${ROOT}meta-data/iam/info`, JSON.stringify(profileInfo(accountId, role)));
  if (!region) return values;
  // A zone is named after its region, with one more letter, which old SDKs take away.
  const availabilityZone = `${region}a`;
  values.set(`${ROOT}meta-data/placement/availability-zone`, availabilityZone);
  values.set(`${ROOT}meta-data/placement/region`, region);
  const identity = { accountId: accountId ?? null, availabilityZone, instanceId: INSTANCE_ID, region };
  values.set(`${ROOT}dynamic/instance-identity/document`, JSON.stringify({ ...identity, version: "2017-09-30" }));
  return values;
}

/** An instance profile is named after its role where the console has made it. */
function profileInfo(accountId: string, role: string) {
  return { Code: "Success", InstanceProfileArn: `arn:aws:iam::${accountId}:instance-profile/${role}` };
}

function listing(folder: string, paths: readonly string[]): string | undefined {
  const inside = paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  const names = new Set(inside.map((path) => path.replace(/\/.*/, "/")));
  return names.size > 0 ? [...names].sort().join("\n") : undefined;
}

import { Bucket } from "../../aws/objects/bucket.ts";
import { ActasError } from "../../base/errors.ts";
import type { AwsAccess } from "../accounts/aws-access.ts";
import type { BucketAddress, MapPlace } from "./map-place.ts";

/** Whoever finds the file sees what has made it. @see RFC 8288 section 3 */
const LINK = '<urn:actas:role-map>; rel="via"';
const CONTENT_TYPE = "application/json";

/**
 * A folder of a bucket. A file is written only if it differs, and only over the version that was compared: of two that
 * build at once, one is told.
 */
export function placeInBucket(access: AwsAccess, { bucket: name, prefix }: BucketAddress, link = LINK): MapPlace {
  const bucket = new Bucket(access, name);
  const nameOf = (file: string): string => `s3://${name}/${prefix}${file}`;
  return {
    nameOf,
    read: async (file) => (await bucket.read(prefix + file))?.text,
    write: async (file, text) => {
      const there = await bucket.read(prefix + file);
      if (there?.text === text) return "unchanged";
      const object = { text, contentType: CONTENT_TYPE, metadata: { Link: link }, instead: there?.etag ?? "none" };
      if ((await bucket.write(prefix + file, object)) === "written") return "written";
      throw new ActasError("system", `cannot write ${nameOf(file)}: somebody else has just written it`, {
        hints: ["see that one build runs at a time, and run it again"],
      });
    },
  };
}

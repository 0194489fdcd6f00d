import { ActasError } from "../../base/errors.ts";

/** Where the files of a map are: it reads and writes texts by name. */
export interface MapPlace {
  /** For messages. */
  nameOf(file: string): string;
  /** @returns undefined: there is none. @throws {ActasError} */
  read(file: string): Promise<string | undefined>;
  /**
   * Writes a file, all or nothing, unless it has that text already.
   *
   * @throws {ActasError} also when somebody else has written it since it was read
   */
  write(file: string, text: string): Promise<"written" | "unchanged">;
}

/** `s3://BUCKET/PREFIX`; the prefix ends with a slash, or is empty. */
export interface BucketAddress {
  readonly bucket: string;
  readonly prefix: string;
}

/** @returns undefined: it is a path. @throws {ActasError} `usage` for what begins like one */
export function bucketIn(text: string): BucketAddress | undefined {
  if (!text.startsWith("s3://")) return undefined;
  const [, bucket = "", prefix = ""] = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket === "") {
    throw new ActasError("usage", `cannot use "${text}": it names no bucket`, {
      hints: ["one looks like s3://BUCKET/FOLDER"],
    });
  }
  return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

/** What a bucket has under a key. */
export interface StoredObject {
  readonly body: Uint8Array;
  /** In quotes: the MD5 of the body, as AWS makes it where no key of one's own is used. */
  readonly etag: string;
  readonly modified: number;
  /** `Content-Type`, and those that begin with `x-amz-meta-`. */
  readonly headers: Readonly<Record<string, string>>;
}

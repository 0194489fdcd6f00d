/** By what an installed bundle is known, and where newer ones come from. It is kept with the bundle. */
export interface Pin {
  /** The URL, or the absolute path of the file. */
  readonly from: string;
  /** The SHA-256 of its text. */
  readonly sha256: string;
  /** A digest that was typed, a key that was accepted, or the user who has looked at it. */
  readonly by: "sha256" | "key" | "user";
  /** The key that signs newer ones. */
  readonly key?: string;
  /** The key that may take its place. */
  readonly next_key?: string;
}

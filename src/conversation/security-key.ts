/** What a security key that may make the code is at; said to all who wait for the code. */
export interface SecurityKey {
  /** As users name it: `YubiKey 12345678`. */
  readonly name: string;
  /** It waits to be touched, for so long. */
  readonly touchSeconds?: number;
  /** Why it makes no code. */
  readonly problem?: string;
}

/** AWS did not accept an MFA code. This is the one error after which the user is asked again. */
export class WrongMfaCode extends Error {
  override readonly name = "WrongMfaCode";
}

/** AWS did not accept an MFA code: the one error that is answered by asking again. */
export class WrongMfaCode extends Error {
  override readonly name = "WrongMfaCode";
}

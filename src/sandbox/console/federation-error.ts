/** A refusal of the federation endpoint. */
export class FederationError extends Error {
  override readonly name = "FederationError";
}

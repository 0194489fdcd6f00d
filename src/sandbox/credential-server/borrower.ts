import type { MadeUpAws } from "../made-up-aws.ts";
import { type Person, personOf } from "../people.ts";
import { LendError } from "./lend-error.ts";

/**
 * The person to whom the OpenID provider gave the request's bearer token.
 *
 * @throws {LendError} 401 without a token, or with an expired one
 */
export async function borrowerOf(request: Request, { lendProvider }: MadeUpAws): Promise<Person> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const provider = await lendProvider.provider(new URL(request.url).origin);
  const known = token === undefined ? undefined : await provider.AccessToken.find(token);
  const person = personOf(known?.accountId);
  if (person) return person;
  throw new LendError(401, "the bearer token is missing, unknown or has ended");
}

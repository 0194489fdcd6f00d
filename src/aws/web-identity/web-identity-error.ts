import { counted } from "../../base/counted.ts";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { AwsRefusal, sentence, stsError } from "../sts-errors.ts";
import { type TokenInWords, tokenInWords } from "./token-in-words.ts";
import { WebIdentityRefusal } from "./web-identity-refusal.ts";

/** What a refusal is made into: the kind of the error, and what usually mends it. */
interface Explained {
  readonly code: ErrorCode;
  advice(token: TokenInWords): string;
}

const REFUSALS: ReadonlyMap<string, Explained> = new Map<string, Explained>([
  ["AccessDenied", { code: "access-denied", advice: lacking }],
  ["InvalidIdentityToken", { code: "access-denied", advice: unknownProvider }],
  ["IDPRejectedClaim", { code: "access-denied", advice: unknownProvider }],
  ["IDPCommunicationError", { code: "unreachable", advice: outOfReach }],
  ["PackedPolicyTooLarge", { code: "access-denied", advice: () => TOO_LARGE }],
]);

const TOO_LARGE =
  "AWS keeps aud, sub and amr in the session, and these are too large: the OpenID provider must put fewer or shorter " +
  "groups into them";

/**
 * What STS refused, for a role that is assumed with a token. It says what the token carries, since the answer of AWS
 * does not, and what the trust policy or the provider in IAM is compared with.
 *
 * @param where - names the host asked
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function webIdentityError(error: unknown, action: string, where: string, token: string): Error {
  const { name = "", message = "", $metadata } = error as Partial<Answered>;
  const code = name.replace(/Exception$/, "");
  const said = sentence(message);
  if (code === "ExpiredToken") {
    const hints = [said, "the OpenID provider must issue a new token"];
    return new WebIdentityRefusal("expired", `cannot ${action}: the token has expired`, hints);
  }
  if (code === "ValidationError" && /DurationSeconds exceeds/.test(message)) {
    const hints = ["ask for less with `--duration`; `--duration max` finds the longest that the role allows"];
    return new WebIdentityRefusal("too-long", `cannot ${action}: STS answered ValidationError: ${said}`, hints);
  }
  const refusal = REFUSALS.get(code);
  if (!refusal) return stsError(error, action, where);
  const words = tokenInWords(token);
  const forAdministrator = $metadata?.requestId
    ? [`for your administrator: AWS request id ${$metadata.requestId}`]
    : [];
  const hints = [said, `the token: ${words.claims}`, refusal.advice(words), ...forAdministrator].filter(Boolean);
  return new AwsRefusal(code, `cannot ${action}: STS answered ${code}`, hints, refusal.code);
}

/** AWS takes no longer ones. @throws {ActasError} `access-denied` */
export function refuseLongToken(token: string, action: string): void {
  if (token.length <= MOST_CHARACTERS) return;
  const size = counted(token.length, "byte");
  throw new ActasError(
    "access-denied",
    `cannot ${action}: the token has ${size}, and AWS takes at most ${MOST_CHARACTERS}`,
    {
      hints: [`the token: ${tokenInWords(token).claims}`, "the OpenID provider must put less into it"],
    },
  );
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const MOST_CHARACTERS = 20_000;

/** An error of the AWS SDK. */
interface Answered {
  readonly name: string;
  readonly message: string;
  readonly $metadata: { readonly requestId?: string };
}

function lacking({ provider = "PROVIDER" }: TokenInWords): string {
  return (
    `the role's trust policy must allow sts:AssumeRoleWithWebIdentity to the provider ${provider}, and its conditions see ` +
    `no more than ${provider}:aud, :sub and :amr; one on a list, as amr is, needs \`ForAnyValue:\``
  );
}

function unknownProvider({ issuer = "its issuer" }: TokenInWords): string {
  return `the role's account must have an OpenID provider for ${issuer} in IAM, with the token's aud as an audience`;
}

function outOfReach({ issuer = "the issuer" }: TokenInWords): string {
  return `AWS itself must be able to fetch the keys of ${issuer} over the internet; try again in a minute`;
}

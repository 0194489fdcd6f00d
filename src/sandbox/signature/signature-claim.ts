import { AwsError } from "../aws-error.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { CredentialScope } from "./signature-v4.ts";

/** The signature of a request and its parameters, not verified yet. */
export interface SignatureClaim {
  readonly form: "header" | "presigned";
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  /** The lifetime that a presigned request claims; NaN when it claims none. */
  readonly expiresSeconds?: number;
  readonly sessionToken?: string;
}

/**
 * Reads the signature of a request from its `Authorization` header, or from the query of a presigned one.
 *
 * @throws {AwsError} `MissingAuthenticationToken` for an unsigned request, `IncompleteSignature` for a part that is missing
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readClaim({ headers, query }: ReceivedRequest): SignatureClaim {
  const authorization = headers.get("authorization");
  if (authorization !== null) return claimOfHeader(authorization, headers);
  const parameters = new URLSearchParams(query.replaceAll("+", "%2B"));
  if (parameters.has("X-Amz-Algorithm")) return claimOfQuery(parameters);
  throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token");
}

type Fields = Readonly<Record<"Credential" | "SignedHeaders" | "Signature" | "Date", string | null | undefined>>;

function claimOfHeader(authorization: string, headers: Headers): SignatureClaim {
  const [algorithm = "", rest = ""] = authorization.split(/ (.*)/s);
  const fields = new Map(rest.split(",").map((field) => field.trim().split(/=(.*)/s, 2) as [string, string]));
  return {
    form: "header",
    ...readFields(algorithm, {
      Credential: fields.get("Credential"),
      SignedHeaders: fields.get("SignedHeaders"),
      Signature: fields.get("Signature"),
      Date: headers.get("x-amz-date") ?? basicFormat(headers.get("date")),
    }),
    ...tokenOf(headers.get("x-amz-security-token")),
  };
}

function claimOfQuery(parameters: URLSearchParams): SignatureClaim {
  return {
    form: "presigned",
    ...readFields(parameters.get("X-Amz-Algorithm") ?? "", {
      Credential: parameters.get("X-Amz-Credential"),
      SignedHeaders: parameters.get("X-Amz-SignedHeaders"),
      Signature: parameters.get("X-Amz-Signature"),
      Date: parameters.get("X-Amz-Date"),
    }),
    ...tokenOf(parameters.get("X-Amz-Security-Token")),
    expiresSeconds: Number(parameters.get("X-Amz-Expires") ?? Number.NaN),
  };
}

function readFields(algorithm: string, fields: Fields): Omit<SignatureClaim, "form"> {
  if (algorithm !== "AWS4-HMAC-SHA256") throw new AwsError("IncompleteSignature", "Unsupported AWS 'algorithm'.");
  const { Credential, SignedHeaders, Signature, Date: timestamp } = fields;
  if (Credential && SignedHeaders && Signature && timestamp) {
    return { ...readCredential(Credential), signedHeaders: SignedHeaders.split(";"), signature: Signature, timestamp };
  }
  const missing = Object.entries(fields).flatMap(([name, value]) => (value ? [] : [name]));
  const sentences = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  throw new AwsError("IncompleteSignature", sentences.join(" "));
}

function tokenOf(sessionToken: string | null): { sessionToken?: string } {
  return sessionToken === null ? {} : { sessionToken };
}

function readCredential(credential: string): Pick<SignatureClaim, "accessKeyId" | "scope"> {
  const [accessKeyId = "", date = "", region = "", service = "", end, more] = credential.split("/");
  if (end !== "aws4_request" || more !== undefined) {
    throw new AwsError("IncompleteSignature", "Credential must have exactly 5 slash-delimited elements.");
  }
  return { accessKeyId, scope: { date, region, service } };
}

/** Without `X-Amz-Date`, the `Date` header gives the time of the signature. */
function basicFormat(date: string | null): string | undefined {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
}

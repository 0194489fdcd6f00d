import { AwsError } from "./aws-error.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { CredentialScope } from "./signature-v4.ts";

/** What a request says about its own signature, not yet believed. */
export interface SignatureClaim {
  readonly form: "header" | "presigned";
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  /** How long a presigned request is good for. */
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

function claimOfHeader(authorization: string, headers: Headers): SignatureClaim {
  const [algorithm = "", rest = ""] = authorization.split(/ (.*)/s);
  const fields = new Map(rest.split(",").map((field) => field.trim().split(/=(.*)/s, 2) as [string, string]));
  return claim("header", algorithm, {
    Credential: fields.get("Credential"),
    SignedHeaders: fields.get("SignedHeaders"),
    Signature: fields.get("Signature"),
    Date: headers.get("x-amz-date") ?? basicFormat(headers.get("date")),
    SecurityToken: headers.get("x-amz-security-token"),
  });
}

function claimOfQuery(parameters: URLSearchParams): SignatureClaim {
  const names = ["Credential", "SignedHeaders", "Signature", "Date", "Expires"];
  const fields = Object.fromEntries(names.map((name) => [name, parameters.get(`X-Amz-${name}`)]));
  return {
    ...claim("presigned", parameters.get("X-Amz-Algorithm") ?? "", {
      ...fields,
      SecurityToken: parameters.get("X-Amz-Security-Token"),
    }),
    expiresSeconds: Number(fields.Expires ?? Number.NaN),
  };
}

function claim(
  form: SignatureClaim["form"],
  algorithm: string,
  fields: Readonly<Record<string, string | null | undefined>>,
): SignatureClaim {
  if (algorithm !== "AWS4-HMAC-SHA256") throw new AwsError("IncompleteSignature", `Unsupported AWS 'algorithm'.`);
  const missing = ["Credential", "Signature", "SignedHeaders", "Date"].filter((name) => !fields[name]);
  if (missing.length > 0) {
    const sentences = missing.map((name) => `Authorization ${form} requires '${name}' parameter.`);
    throw new AwsError("IncompleteSignature", sentences.join(" "));
  }
  const { Credential = "", SignedHeaders, Signature, Date: timestamp, SecurityToken } = fields;
  return {
    form,
    ...readCredential(Credential ?? ""),
    signedHeaders: (SignedHeaders ?? "").split(";"),
    signature: Signature ?? "",
    timestamp: timestamp ?? "",
    ...(SecurityToken ? { sessionToken: SecurityToken } : {}),
  };
}

function readCredential(credential: string): Pick<SignatureClaim, "accessKeyId" | "scope"> {
  const [accessKeyId = "", date = "", region = "", service = "", end, more] = credential.split("/");
  if (end !== "aws4_request" || more !== undefined) {
    throw new AwsError("IncompleteSignature", "Credential must have exactly 5 slash-delimited elements.");
  }
  return { accessKeyId, scope: { date, region, service } };
}

/** A `Date` header signs too, when `X-Amz-Date` is not there. */
function basicFormat(date: string | null): string | undefined {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
}

import { AwsError, type AwsErrorCode } from "./aws-error.ts";
import type { MadeUpAws } from "./made-up-aws.ts";
import type { SandboxService } from "./sandbox-service.ts";
import type { Caller } from "./signature/key-ring.ts";
import type { ReceivedRequest } from "./signature/received-request.ts";

/** The body of a call, not looked at yet. */
export type JsonInput = Readonly<Record<string, unknown>>;

/** Performs one action, and returns the body of its answer. */
export type JsonAction = (input: JsonInput, caller: Caller, aws: MadeUpAws) => object;

interface JsonApi {
  readonly name: "organizations" | "dynamodb" | "kms";
  /** Before the dot in `X-Amz-Target`. */
  readonly target: string;
  /** Of the protocol. */
  readonly version: "1.0" | "1.1";
  readonly actions: Readonly<Record<string, JsonAction>>;
  /** Names of errors that are this service's own. */
  readonly codes?: { readonly [code in AwsErrorCode]?: string };
}

/** What these services call the errors that all share. */
const CODES: { readonly [code in AwsErrorCode]?: string } = {
  AccessDenied: "AccessDeniedException",
  ExpiredToken: "ExpiredTokenException",
  IncompleteSignature: "IncompleteSignatureException",
  InternalFailure: "InternalFailure",
  InvalidAction: "UnknownOperationException",
  InvalidClientTokenId: "UnrecognizedClientException",
  MissingAuthenticationToken: "MissingAuthenticationTokenException",
  NoSuchEntity: "ResourceNotFoundException",
  SignatureDoesNotMatch: "InvalidSignatureException",
  Throttling: "ThrottlingException",
  ValidationError: "ValidationException",
};

/**
 * A service in AWS's JSON protocol: the action in a header, JSON in and out.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonService({ name, target, version, actions, codes = {} }: JsonApi): SandboxService {
  const known = new Map(Object.entries(actions));
  const actionOf = ({ headers }: ReceivedRequest): string => {
    const [prefix, action = ""] = (headers.get("x-amz-target") ?? "").split(".");
    return prefix === target ? action : "";
  };
  return {
    name,
    actionOf,

    perform(request, caller, aws) {
      const action = known.get(actionOf(request));
      if (!action) throw new AwsError("InvalidAction", "");
      return JSON.stringify(action(bodyOf(request), caller, aws));
    },

    refusal({ code, message, status }) {
      const __type = codes[code] ?? CODES[code] ?? code;
      return { status: status < 500 ? 400 : status, body: JSON.stringify({ __type, message }) };
    },

    headers: (requestId) => ({ "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId }),
  };
}

function bodyOf({ body }: ReceivedRequest): JsonInput {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof value === "object" && value !== null) return value as JsonInput;
  } catch {}
  throw new AwsError("SerializationException", "the body is no JSON object");
}

/** @throws {AwsError} `ValidationError` */
export function textIn(input: JsonInput, name: string): string {
  const value = input[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AwsError("ValidationError", `${name} must be a string that is not empty`);
}

/** One page of a list. @param most - what a page has at most if nothing is asked for, or more than that */
export function jsonPage<T>(all: readonly T[], input: JsonInput, most: number): { items: T[]; NextToken?: string } {
  const { MaxResults: wanted, NextToken: from = "0" } = input;
  const start = Number(from);
  if (!Number.isInteger(start) || start < 0) throw new AwsError("ValidationError", "Invalid NextToken");
  const size = typeof wanted === "number" && wanted > 0 ? Math.min(wanted, most) : most;
  const next = start + size;
  return { items: all.slice(start, next), ...(next < all.length && { NextToken: String(next) }) };
}

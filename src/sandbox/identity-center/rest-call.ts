import { z } from "zod";
import type { MadeUpAws } from "../made-up-aws.ts";
import { RestError } from "./rest-error.ts";

/** A call of one of Identity Center's two services. */
export interface RestCall {
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  /** `http://127.0.0.1:PORT`, where the caller found us. */
  readonly origin: string;
}

/** One operation; what it returns is the answer's JSON, nothing an empty answer. */
export type RestOperation = (call: RestCall, aws: MadeUpAws) => object | undefined;

/**
 * The members of a call's JSON body; those that the shape does not have are passed over, as AWS does.
 *
 * @throws {RestError} `InvalidRequestException` when it is not JSON, or a member is missing or of the wrong type
 */
export function readBody<Shape extends z.ZodType>({ body }: RestCall, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new RestError("InvalidRequestException", z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RestError("InvalidRequestException", "the body is not JSON");
  }
}

import { z } from "zod";
import type { MadeUpAws } from "../made-up-aws.ts";
import { RestError } from "./rest-error.ts";

/** A call of one of Identity Center's two services. */
export interface RestCall {
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  /** `http://127.0.0.1:PORT`, the address that the client used. */
  readonly origin: string;
}

/** One operation. It returns the answer's JSON, or undefined for an empty answer. */
export type RestOperation = (call: RestCall, aws: MadeUpAws) => object | undefined;

/**
 * The members of a call's JSON body. Members that the shape does not have are ignored, as AWS does.
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

import type { AwsError } from "./aws-error.ts";
import type { MadeUpAws } from "./made-up-aws.ts";
import type { Caller } from "./signature/key-ring.ts";
import type { ReceivedRequest } from "./signature/received-request.ts";

/** An answer that is not XML with status 200. */
export interface OtherAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One AWS service: how it names, answers and refuses a call. Answers are XML, except the content of an object. */
export interface SandboxService {
  readonly name: "sts" | "iam" | "s3" | "organizations" | "dynamodb" | "kms";
  actionOf(request: ReceivedRequest): string;
  /** @throws {AwsError} the refusal */
  perform(request: ReceivedRequest, caller: Caller, aws: MadeUpAws, requestId: string): string | OtherAnswer;
  /** How the call is performed if it needs no signature. */
  unsigned?(
    request: ReceivedRequest,
  ): ((aws: MadeUpAws, requestId: string) => Promise<string | OtherAnswer>) | undefined;
  refusal(error: AwsError, requestId: string): { readonly status: number; readonly body: string };
  headers(requestId: string): Readonly<Record<string, string>>;
}

import type { IAMClient } from "@aws-sdk/client-iam";
import type { S3Client } from "@aws-sdk/client-s3";

/**
 * Takes the body of the next answer that is no refusal away from the SDK, which would make objects or a stream of it.
 * Signing, trying again and refusals stay the SDK's.
 *
 * @param instead - makes the body that the SDK gets to see
 * @returns gives the body, after the call
 */
export function keepBody(client: Pick<IAMClient | S3Client, "middlewareStack">, instead: () => unknown): () => string {
  let kept: Uint8Array = new Uint8Array();
  const stack = client.middlewareStack as IAMClient["middlewareStack"];
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode?: number; body?: unknown };
      if (response.statusCode === 200 && response.body instanceof Uint8Array) {
        kept = response.body;
        response.body = instead();
      }
      return result;
    },
    { step: "deserialize", priority: "low", name: "keepBody", override: true },
  );
  return () => new TextDecoder().decode(kept);
}

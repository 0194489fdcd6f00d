/** Bun puts so much into one packet with the headers, and some of it is for them. */
const WITH_HEADERS = 12 * 1024;

/**
 * The body of a response, for one that may be large and is not ready when the request comes.
 *
 * Bun 1.4.5 sends such a response of more than 16 KB in more than twenty packets: one for each name and value of a header
 * and for what stands between them. That takes longer than to make the response, and does not happen to a stream.
 * (Seen with `strace`; once the bytes themselves take one `sendto`, this can go.)
 */
export function largeBody(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (bytes.length <= WITH_HEADERS) return bytes;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

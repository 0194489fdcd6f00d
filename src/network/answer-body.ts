/** No expected answer is nearly as long; a longer one is a mistake, or an attempt to exhaust memory. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** Why the body of an answer is not read to its end. */
export class UnreadableBody extends Error {
  override readonly name: "AnswerTooLong" | "AnswerNotUnpacked";

  constructor(name: UnreadableBody["name"]) {
    super();
    this.name = name;
  }
}

/**
 * The whole body of an answer that was fetched with `decompress: false`: at most so many bytes as sent, and as many
 * decompressed. It is decompressed here because fetch does that before the caller can count: a few hundred kilobytes may become
 * gigabytes.
 *
 * @throws {UnreadableBody}
 */
export async function answerBody({ body, headers }: Response, mostBytes = MAX_ANSWER_BYTES): Promise<Uint8Array> {
  const packed = await bytesOf(body, mostBytes);
  const encodings = (headers.get("content-encoding") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const used = encodings.filter((name) => name !== "" && name !== "identity");
  if (used.length === 0 || packed.length === 0) return packed;
  return unpacked(packed, used, mostBytes);
}

async function bytesOf(body: Response["body"], mostBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new UnreadableBody("AnswerTooLong");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function unpacked(
  packed: Uint8Array,
  [encoding = "", ...others]: readonly string[],
  mostBytes: number,
): Promise<Uint8Array> {
  const zlib = await import("node:zlib");
  const unpack = {
    gzip: zlib.gunzipSync,
    "x-gzip": zlib.gunzipSync,
    deflate: zlib.inflateSync,
    br: zlib.brotliDecompressSync,
    zstd: zlib.zstdDecompressSync,
  }[encoding];
  if (!unpack || others.length > 0) throw new UnreadableBody("AnswerNotUnpacked");
  try {
    return unpack(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new UnreadableBody(isTooLong ? "AnswerTooLong" : "AnswerNotUnpacked");
  }
}

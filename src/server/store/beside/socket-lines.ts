import type { Socket } from "node:net";

/** The lines that come from a socket, until it ends or fails, or one is longer than that. */
export function socketLines(socket: Socket, longest: number): AsyncGenerator<string, void> {
  return read(socket, longest);
}

async function* read(socket: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  // Joined when a line is complete: a long one comes in many pieces.
  let pieces: string[] = [];
  let length = 0;
  try {
    for await (const bytes of socket) {
      const [first = "", ...rest] = decoder.decode(bytes, { stream: true }).split("\n");
      pieces.push(first);
      length += first.length;
      for (const next of rest) {
        yield pieces.join("");
        pieces = [next];
        length = next.length;
      }
      if (length > longest) return;
    }
  } catch {
    // Whoever was there has gone.
  }
}

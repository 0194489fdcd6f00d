/** What a program prints before it goes on. */
export async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of stream) {
    text += new TextDecoder().decode(piece);
    if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
  }
  throw new Error(`a program ended before it had printed a line: ${text}`);
}

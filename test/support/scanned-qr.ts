import decode from "jsqr";

/** Pixels for each module. */
const SCALE = 4;

/**
 * What a scanner reads in a QR code of half blocks, black on white, drawn by a terminal; undefined when it reads nothing.
 *
 * @param lines - as printed, with colours
 */
export function scannedQr(lines: readonly string[]): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
  const rows = lines.map((line) => line.replace(/\x1b\[[0-9;]*m/g, ""));
  const modules = rows.flatMap((row) => [
    [...row].map((half) => half === "▀" || half === "█"),
    [...row].map((half) => half === "▄" || half === "█"),
  ]);
  const width = (modules[0]?.length ?? 0) * SCALE;
  const height = modules.length * SCALE;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (modules[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)]) pixels.fill(0, at, at + 3);
    }
  }
  return decode(pixels, width, height)?.data;
}

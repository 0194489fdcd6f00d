/**
 * One line of text that may come from anywhere, such as a file or an answer of AWS, without what could act on a
 * terminal or pass for a line of ours: line ends and tabs become spaces, other control characters and the marks that
 * turn the direction of writing are left out.
 */
export function printable(text: string): string {
  return text.replace(/[\t-\r\u0085]+/g, " ").replace(/[\p{Cc}\p{Bidi_Control}]/gu, "");
}

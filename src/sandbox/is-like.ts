/** Whether a text is like a pattern of a policy: `*` stands for any text, `?` for one character. */
export function isLike(pattern: string, text: string): boolean {
  const parts = [...pattern].map((mark) => (mark === "*" ? ".*" : mark === "?" ? "." : RegExp.escape(mark)));
  return new RegExp(`^${parts.join("")}$`, "su").test(text);
}

import type { Piece } from "../page-state.ts";

type Content = Node | string | undefined;

/** A new element with attributes and content. All text that comes from elsewhere stays text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content.filter((one) => one !== undefined));
  return made;
}

/** Text in which what was found is marked. */
export function pieces(all: readonly Piece[]): readonly Node[] {
  return all.map(({ found, text }) => (found ? element("mark", {}, text) : document.createTextNode(text)));
}

/** A sentence in which what stands between backticks is set apart as code. */
export function sentence(text: string): readonly Node[] {
  const whole = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return whole
    .split("`")
    .map((part, index) => (index % 2 === 1 ? element("code", {}, part) : document.createTextNode(part)));
}

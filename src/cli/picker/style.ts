/** How text stands out on a terminal: by few means, which are seen on dark and on light. */
export interface Style {
  /** What was looked for, and where one is. */
  found(text: string): string;
  selected(text: string): string;
  /** What is read after the rest. */
  aside(text: string): string;
}

const sequence =
  (begin: string, end: string) =>
  (text: string): string =>
    text && `\x1b[${begin}m${text}\x1b[${end}m`;

export const COLOURED: Style = {
  found: sequence("1;35", "22;39"),
  selected: sequence("1", "22"),
  aside: sequence("2", "22"),
};

const asItIs = (text: string): string => text;

/** For those who want no colours. */
export const PLAIN: Style = { found: asItIs, selected: asItIs, aside: asItIs };

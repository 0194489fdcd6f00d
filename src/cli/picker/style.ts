/** How text stands out on a terminal: with few styles, which are visible on dark and on light backgrounds. */
export interface Style {
  /** Matches of the search, and the marker of the selected row. */
  found(text: string): string;
  selected(text: string): string;
  /** Less important text. */
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

/** For users who want no colours. */
export const PLAIN: Style = { found: asItIs, selected: asItIs, aside: asItIs };

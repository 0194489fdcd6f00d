import { cellsOf } from "../text/cells.ts";
import type { Choice } from "./choice.ts";

/** The width of each column in cells. */
export interface Columns {
  readonly name: number;
  readonly where: number;
  readonly accountId: number;
  readonly from: number;
}

export const NO_COLUMNS: Columns = { name: 0, where: 0, accountId: 0, from: 0 };

/** A longer name pushes only the rest of its own row to the right, not every row. */
const WIDEST_NAME = 32;
const WIDEST_SOURCE = 16;
/** An account's name that is cut shorter than this tells the user nothing. */
const NARROWEST_ACCOUNT = 10;
const GAP = 2;

/** The columns, widened so that one more row fits. */
export function widened(columns: Columns, { accountId, from, means, name, where }: Choice): Columns {
  const isSignIn = means.kind === "sign-in";
  return {
    name: Math.max(columns.name, Math.min(cellsOf(name), WIDEST_NAME)),
    where: Math.max(columns.where, isSignIn ? 0 : cellsOf(where)),
    accountId: Math.max(columns.accountId, cellsOf(accountId)),
    from: Math.max(columns.from, Math.min(cellsOf(from), WIDEST_SOURCE)),
  };
}

/** The columns, narrowed to fit side by side into `cells`; undefined if they cannot. */
export function sideBySide(columns: Columns, cells: number): Columns | undefined {
  const others = [columns.name, columns.accountId, columns.from].filter((width) => width > 0);
  const room = cells - others.reduce((sum, width) => sum + width + GAP, 0);
  if (room < Math.min(columns.where, NARROWEST_ACCOUNT)) return undefined;
  return { ...columns, where: Math.min(columns.where, room) };
}

import { ActasError } from "../../base/errors.ts";
import type { IamCall, SendToIam } from "../iam.ts";

/** Makes calls to IAM for one user. */
export interface IamAsker {
  /** @throws {ActasError} `access-denied` when no policy allows it */
  ask<T>(call: IamCall, send: SendToIam<T>): Promise<T>;
}

/** One page of a list. */
export interface IamPage<T> {
  readonly items: readonly T[];
  readonly isTruncated: boolean | undefined;
  readonly marker: string | undefined;
}

/** AWS has at most 1,000 items on a page. A server that never ends its list is not AWS. */
const MOST_PAGES = 100;

/** All items of a list. @throws {ActasError} like {@link IamAsker.ask}; `unreachable` for a list without an end */
export async function allPages<T>(ask: (marker: { Marker?: string }) => Promise<IamPage<T>>): Promise<T[]> {
  const all: T[] = [];
  let next: { Marker?: string } = {};
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, isTruncated, marker } = await ask(next);
    for (const item of items) all.push(item);
    if (!isTruncated || !marker) return all;
    next = { Marker: marker };
  }
  throw new ActasError("unreachable", `cannot use the answers of IAM: a list has more than ${MOST_PAGES} pages`);
}

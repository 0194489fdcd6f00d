/**
 * Reads a value that came from outside as what it must be. Written by hand, because a library for this takes as long to
 * load as half an empty program takes from start to end, and every start of the agent would wait for it.
 *
 * @throws {Misfit} when it is anything else
 */
export type Shape<T> = (value: unknown) => T;

/** A value is not what it must be. What it is, is never said: it may be a secret. */
class Misfit extends Error {}

export const text: Shape<string> = (value) => (typeof value === "string" ? value : misfit());
export const number: Shape<number> = (value) => (Number.isFinite(value) ? (value as number) : misfit());
export const integer: Shape<number> = (value) => (Number.isSafeInteger(value) ? (value as number) : misfit());

export function oneOf<const T extends string | boolean>(...values: readonly T[]): Shape<T> {
  return (value) => (values.includes(value as T) ? (value as T) : misfit());
}

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.map(item) : misfit());
}

/** An object with these members. Others are left out. */
export function object<M extends Members>(members: M): Shape<ObjectOf<M>> {
  return (value) => membersOf(value, members);
}

/** An object with these members and no other: what is not understood may be what narrows a request. */
export function exactObject<M extends Members>(members: M): Shape<ObjectOf<M>> {
  return (value) => {
    const read = membersOf(value, members);
    for (const name of Object.keys(value as object)) if (!Object.hasOwn(members, name)) misfit();
    return read;
  };
}

/** An object whose members are texts: any, or only some of those that are named. */
export function texts(): Shape<Readonly<Record<string, string>>>;
export function texts<K extends string>(names: readonly K[]): Shape<{ readonly [name in K]?: string }>;
export function texts(names?: readonly string[]): Shape<Readonly<Record<string, string>>> {
  const known = names && new Set(names);
  return (value) => {
    const entries = Object.entries(objectIn(value));
    for (const [name, member] of entries) if (typeof member !== "string" || known?.has(name) === false) misfit();
    return Object.fromEntries(entries) as Record<string, string>;
  };
}

/** The value, or `undefined` if it is not of this shape. */
export function fitting<T>(shape: Shape<T>, value: unknown): T | undefined {
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

/** A member that may be absent. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

interface Optional<T> {
  readonly optional: Shape<T>;
}
type Members = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;
type ObjectOf<M extends Members> = {
  [K in keyof M as M[K] extends Shape<unknown> ? K : never]: M[K] extends Shape<infer T> ? T : never;
} & { [K in keyof M as M[K] extends Optional<unknown> ? K : never]?: M[K] extends Optional<infer T> ? T : never };

function membersOf<M extends Members>(value: unknown, members: M): ObjectOf<M> {
  const given = objectIn(value);
  const read: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    const isThere = Object.hasOwn(given, name);
    if (typeof member === "function") read[name] = isThere ? member(given[name]) : misfit();
    else if (isThere) read[name] = member.optional(given[name]);
  }
  return read as ObjectOf<M>;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) misfit();
  return value as Record<string, unknown>;
}

/** The shape of nothing. */
export function misfit(): never {
  throw new Misfit("not what it must be");
}

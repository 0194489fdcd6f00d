/**
 * `true` if two types are the same apart from `readonly`. A member that only one of them has, or that is optional in
 * only one, makes it `false`.
 */
export type Same<A, B> =
  (<T>() => T extends Written<A> ? 1 : 2) extends <T>() => T extends Written<B> ? 1 : 2 ? true : false;

type Written<T> = T extends object ? { -readonly [Key in keyof T]: Written<T[Key]> } : T;

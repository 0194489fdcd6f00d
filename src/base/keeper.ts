/** Hears what a store in memory gets and loses, to keep it beyond this process. */
export interface Keeper<T, Gone = T> {
  keep(item: T): void;
  forget(item: Gone): void;
}

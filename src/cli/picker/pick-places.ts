/** Where the user chooses from the list: the words that may follow `--pick`. */
export const PICK_PLACES = ["terminal", "browser"] as const;
export type PickPlace = (typeof PICK_PLACES)[number];

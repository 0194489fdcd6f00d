/** How often a program is killed while it changes something of the user's, whatever time that takes. */
export const KILLS = {
  "in one edit of a file": 680,
  "in `setup process`": 150,
  "in `setup profile`": 150,
  "while it writes and removes secrets of the keyring": 40,
} as const;

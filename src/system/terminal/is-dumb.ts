/** Whether the cursor may not be moved on this terminal: nothing says that it can be. */
export function isDumb(): boolean {
  const { TERM } = process.env;
  return !TERM || TERM === "dumb";
}

/** Whether output on a terminal may have colours. @see https://no-color.org */
export function wantsColours(): boolean {
  return !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

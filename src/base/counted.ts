/** How many there are, as people say it: `1 role`, `3 roles`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

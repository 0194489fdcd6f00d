/** Whether a shell can have a variable of this name; the environment may have others. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

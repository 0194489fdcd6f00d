/** Whether a variable that turns something on does so: tools differ, but to all of them these words mean no. */
export function isOn(value: string | undefined): boolean {
  return !["", "0", "false", "no", "off"].includes(value?.trim().toLowerCase() ?? "");
}

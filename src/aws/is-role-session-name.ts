/** Whether AWS takes `text` as a role session name just as it is. */
export function isRoleSessionName(text: string): boolean {
  return /^[\w+=,.@-]{2,64}$/.test(text);
}

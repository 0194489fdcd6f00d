/**
 * Makes a role session name of any text, such as an IAM or operating system user's name: what AWS does not allow
 * becomes `-`, and the length comes to 2 to 64.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function toRoleSessionName(text: string): string {
  return [...text]
    .map((letter) => (/[\w+=,.@-]/.test(letter) ? letter : "-"))
    .join("")
    .slice(0, 64)
    .padEnd(2, "-");
}

/** Whether AWS takes `text` as a role session name just as it is. */
export function isRoleSessionName(text: string): boolean {
  return /^[\w+=,.@-]{2,64}$/.test(text);
}

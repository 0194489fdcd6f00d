import { isatty } from "node:tty";

const STDIN = 0;
const STDERR = 2;

/** Whether the user can type into this command and sees its messages; its standard output may go elsewhere. */
export function userIsThere(): boolean {
  return isatty(STDIN) && isatty(STDERR);
}

/** The one argument of the process that asks the keyring of the operating system. */
export const KEYRING_CHILD = "--keyring-child";

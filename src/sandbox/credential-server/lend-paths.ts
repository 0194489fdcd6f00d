/** Where the credential server is mounted; its base URL ends with a slash. */
export const MOUNT_PATH = "/lend";
export const LEND_PATH = `${MOUNT_PATH}/`;

/** The first of two arguments of the process that runs as root for a moment; the other is the path of a socket. */
export const ADDRESS_HELPER = "--metadata-address";

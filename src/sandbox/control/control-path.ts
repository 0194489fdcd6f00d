/** Paths below this one do not belong to AWS: they control the sandbox. */
export const CONTROL_PATH = "/_sandbox";

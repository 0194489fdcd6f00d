/** Words to put before a command, so that another user runs it: one who owns nothing here. Only root can. */
export const AS_OTHER_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] as const;

/** Words before a command that run it as another user, who owns nothing here. Only root can do this. */
export const AS_OTHER_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] as const;

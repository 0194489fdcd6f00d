/** What acts on PostgreSQL's programs by the environment must not come from ours. */
export const POSTGRES_ENVIRONMENT = { LANG: "C", LC_ALL: "C", PATH: "/usr/bin:/bin" };

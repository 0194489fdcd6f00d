import type { ForeignWord } from "./foreign-word.ts";

/** What is typed behind `actas server` by those who look after servers of other kinds, by command. */
export const SERVER_WORDS: Readonly<Record<string, readonly ForeignWord[]>> = {
  "actas server": [
    { words: ["start", "serve", "up", "dev", "-dev", "--dev"], hint: "`actas server run` serves until Ctrl-C" },
    {
      words: ["stop", "down", "kill", "quit", "shutdown"],
      hint: "Ctrl-C or SIGTERM ends `actas server run`, once it has answered",
    },
    {
      words: ["restart", "reload"],
      hint: "end `actas server run` by Ctrl-C or SIGTERM, and start it again: it reads its configuration when it starts",
    },
    {
      words: ["status", "ps", "top", "health", "healthz", "ready", "readyz"],
      hint: "its own `/readyz` says whether it can answer; `actas server check` says what is wrong with its configuration",
    },
    {
      words: ["log", "logs"],
      hint: "`actas server run` writes them to its output; `actas server audit export` prints what was lent",
    },
    {
      words: ["init", "setup", "config", "configure", "validate", "doctor", "diagnose", "test", "dry-run"],
      hint: "write actas-server.json; `actas server check --config actas-server.json` says what is wrong with it",
    },
    { words: ["database", "db", "upgrade"], hint: "`actas server migrate` brings the tables to this version" },
    { words: ["backup", "dump", "restore", "snapshot"], hint: "`pg_dump` and `pg_restore` do that, on its database" },
    { words: ["policy", "policies"], hint: "`actas server rules show` says which roles each rule is about" },
    { words: ["history", "explain"], hint: "`actas server roles history ROLE_ARN` says who could take a role" },
    {
      words: ["lint", "problems", "warnings"],
      hint: "`actas server findings list` says what is wrong with trust policies",
    },
    { words: ["rotate"], hint: "`actas server keys rotate`" },
    { words: ["verify"], hint: "`actas server audit verify`" },
    { words: ["export"], hint: "`actas server audit export`" },
    { words: ["who-used"], hint: "`actas server audit who-used ROLE_ARN`" },
    { words: ["held-by", "who-holds", "sessions"], hint: "`actas server audit held-by PERSON`" },
    {
      words: ["logout", "signout", "block", "ban", "disable"],
      hint: "`actas server revoke PERSON` ends their sign-ins, and says how to end what they were lent",
    },
    {
      words: ["login", "add"],
      hint: "`actas setup server NAME --url URL --client-id actas` adds a server to sign in to",
    },
    { words: ["worker", "api", "issuer"], hint: "an option says it: `actas server run --role worker`" },
    { words: ["version", "--version", "-V"], hint: "`actas version`" },
    {
      words: ["scan", "rescan", "sync", "refresh", "rebuild"],
      hint: 'a replica with the role worker scans by itself; `everyHours` in "accounts" of the configuration says how often',
    },
    {
      words: ["users", "user", "people", "groups", "accounts", "list", "ls", "admin", "ui", "web", "dashboard"],
      hint: '"admins" in the configuration opens pages on accounts, roles and loans below `/admin` at its address',
    },
    { words: ["loans", "who", "leases"], hint: "`actas server audit held-by PERSON`, or `who-used ROLE_ARN`" },
    {
      words: ["seal", "unseal", "operator"],
      hint: 'leave it out: it opens its secrets by itself, with the key that `keyFile` in "people" of the configuration names',
    },
    {
      words: ["client", "clients", "create"],
      hint: '`clients` in "people" of the configuration lists programs that sign people in; it knows `actas` and `mairu`',
    },
    {
      words: ["token", "tokens", "keygen", "rotate-keys"],
      hint: "`actas server keys rotate` is about its keys, and `actas server revoke PERSON` ends the sign-ins of a person",
    },
    { words: ["metrics"], hint: "they are at its own `/metrics`" },
    {
      words: ["acknowledge", "ack", "accept"],
      hint: "`actas server findings acknowledge ROLE_ARN CODE --digest SHA256 --reason WHY`",
    },
    {
      words: ["map"],
      hint: "`actas role-map build` writes a map; a replica with the role worker keeps that of the server",
    },
  ],
  "actas server run": [
    {
      words: ["start", "serve", "up", "dev", "server", "now", "all"],
      hint: "leave it out: `actas server run` is enough to start it",
    },
    {
      words: ["worker", "workers", "api", "issuer", "web"],
      hint: "an option says what it does: `actas server run --role worker`",
    },
    {
      words: ["--port", "-p", "--listen", "--address", "--bind", "--host"],
      hint: "`listen` in the configuration says it, or the environment: `ACTAS_SERVER_LISTEN_PORT=9000 actas server run`",
    },
    { words: ["--url", "--base-url"], hint: '"url" in the configuration says it, or ACTAS_SERVER_URL' },
    {
      words: ["--database", "--database-url", "--db"],
      hint: 'DATABASE_URL in the environment says it, or `url` or `urlFile` in "database" of the configuration',
    },
    {
      words: ["-d", "--detach", "--daemon", "--background"],
      hint: "leave it out: it stays in front; let systemd, a container or `nohup` keep it",
    },
    { words: ["-dev", "--dev"], hint: "leave it out: without a configuration `actas server run` is for trying out" },
    { words: ["--config-file", "--file", "-f"], hint: "`--config FILE` names its configuration" },
    { words: ["--worker", "--api", "--issuer"], hint: "`--role` says it: `actas server run --role worker`" },
    { words: ["--check", "--dry-run", "--validate"], hint: "`actas server check`" },
    {
      words: ["--tls", "--https", "--cert", "--certificate", "--tls-cert", "--key", "--tls-key"],
      hint: '`certificateFile` and `keyFile` in "listen" of the configuration say it',
    },
    {
      words: ["-v", "--verbose", "--debug", "--log", "--log-level", "--log-format"],
      hint: "leave it out: what is worth knowing is always logged",
    },
    { words: ["--migrate"], hint: "leave it out: it migrates when it starts; `actas server migrate` does that alone" },
  ],
  "actas server check": [
    {
      words: ["config", "configuration", "database", "db", "people", "all", "run"],
      hint: "leave it out: `actas server check` looks at all of it",
    },
  ],
  "actas server migrate": [
    {
      words: ["up", "latest", "head", "run", "apply", "deploy", "all", "now", "database", "db"],
      hint: "leave it out: `actas server migrate` brings the tables to this version",
    },
    {
      words: ["status", "check", "list", "plan", "version", "--dry-run", "--check", "--status"],
      hint: "`actas server check` changes nothing in the database",
    },
    {
      words: ["down", "rollback", "revert", "undo", "back", "reset", "--to", "--down", "--rollback", "--revert"],
      hint: "it only goes forward; the way back is a backup from before",
    },
  ],
};

import { ActasError } from "../../../base/errors.ts";

/** The error for a managed database of root's. */
export function refusesRoot(folder: string): ActasError {
  return new ActasError("configuration", `cannot run PostgreSQL in ${folder}: it refuses to run as root`, {
    hints: [
      "run the server as a user of its own, such as with `User=` in its systemd unit",
      "or set `database.url` to a PostgreSQL that runs",
      'or, for trying out only, set `database.kind` to "embedded"',
    ],
  });
}

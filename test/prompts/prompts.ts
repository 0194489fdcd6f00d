import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../support/world.ts";

/** A question of the program, and how one comes to it. */
export interface Prompt {
  readonly name: string;
  readonly args: (world: World) => readonly string[];
  /** The end of what is shown while it waits. */
  readonly shows: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  /** Below HOME. */
  readonly cwd?: string;
  readonly prepare?: (world: World) => void;
  /** How it is answered: by a line that is shown, by keys that are not, or in the list that is drawn. */
  readonly kind: "line" | "unseen" | "list";
  /** The status without an answer, on ^D in an empty line. */
  readonly closed: number;
}

/** No browser of this machine opens a page. */
const NO_BROWSER = { BROWSER: "/nonexistent/browser" };
const PROJECT = "project";

/** Every question of the program. */
export const PROMPTS: readonly Prompt[] = [
  line("MFA code", ["whoami", "staging"], /MFA code of .*: $/),
  {
    ...line("trust", ["whoami", "auto"], /trust it until it changes\? \[y\/N\] $/),
    cwd: PROJECT,
    prepare: ({ home }) => {
      mkdirSync(join(home, PROJECT));
      writeFileSync(join(home, PROJECT, ".actas.json"), '{ "profile": "readonly" }\n');
    },
  },
  line("address of setup", ["setup"], /actas: address: $/),
  line("address of a portal", ["setup", "sso"], /as the browser shows it: $/),
  line("region", ["setup", "sso", "new", "--start-url", "https://a.awsapps.com/start", "--no-check"], /region.*: $/s),
  {
    ...line("name", [], /what will you call it\? \[\w+\] $/),
    args: ({ sandbox }) => ["setup", "sso", "--start-url", `${sandbox.url}/start`],
  },
  line("address of a server", ["setup", "server"], /address of the credential server: $/),
  line("client id", ["setup", "server", "new", "--url", "https://creds.example.com/"], /client id.*: $/),
  line("source", ["login"], /sign in to \(number or name\): $/),
  {
    ...line("numbered list", ["whoami", "--pick"], /nothing leaves\): $/),
    env: { ACTAS_ACCESSIBLE: "1" },
  },
  { ...line("list", ["whoami", "--pick"], /\d+ of \d+/), kind: "list" },
  { ...line("sign-in page", ["login", "corp"], /Ctrl-C stops it\n$/), kind: "unseen", env: NO_BROWSER },
];

function line(name: string, args: readonly string[], shows: RegExp): Prompt {
  return { name, args: () => args, shows, kind: "line", closed: 130 };
}

import { join } from "node:path";
import { pathOf } from "../support/needs.ts";

/** Two AWS files, and the profile that is asked for; absent: the default one, as for a program that names none. */
export interface Files {
  readonly config: Uint8Array | string;
  readonly credentials: Uint8Array | string;
  readonly profile?: string;
  /** A file of boto, botocore's predecessor. */
  readonly boto?: Uint8Array;
}

/** See `whom.py`. */
export interface Whom {
  readonly found: string | null;
  readonly error: string | null;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string | object>>>>;
}

/** Whom botocore would act as, for each of many pairs of files. */
export async function askBotocore(files: readonly Files[]): Promise<Whom[]> {
  const jobs = files.map(({ config, credentials, profile = null, boto = "" }) =>
    JSON.stringify({ config: base64(config), credentials: base64(credentials), boto: base64(boto), profile }),
  );
  const python = Bun.spawn([pathOf("python3") ?? "", join(import.meta.dir, "whom.py")], {
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
    stdin: new Blob([`${jobs.join("\n")}\n`]),
    stderr: "pipe",
  });
  const [output, complaint] = await Promise.all([python.stdout.text(), python.stderr.text(), python.exited]);
  const answers = output.split("\n").filter(Boolean);
  if (answers.length !== files.length) throw new Error(`botocore answered ${answers.length} questions: ${complaint}`);
  return answers.map((answer): Whom => JSON.parse(answer));
}

function base64(content: Uint8Array | string): string {
  return Buffer.from(content).toString("base64");
}

/** A program that opens `~/.aws/credentials` itself, whatever the variables say: a copy cannot stand in its place. */
interface OwnReader {
  /** The command's name. */
  readonly program: string;
  /** Where it says so. */
  readonly source: string;
}

/** Only those that one can tell by their names; a Python program that imports polars cannot be told. */
const OWN_READERS: readonly OwnReader[] = [
  { program: "awscurl", source: "awscurl/awscurl.py of awscurl 0.44: `credentials_path` in `inner_main`" },
  { program: "s3fs", source: "s3fs(1), AUTHENTICATION: the standard AWS credentials file below the home directory" },
];

/** What to say before such a program starts beside a default profile with keys; undefined for all others. */
export function ownReaderNotice(program: string, target: string): string | undefined {
  if (!OWN_READERS.some((reader) => reader.program === program)) return undefined;
  return (
    `${program} opens ~/.aws/credentials itself and acts as the keys of [default] there, not as "${target}": ` +
    "`actas exec --mode env` gives it keys that it takes first"
  );
}

/**
 * What differs from one run to the next, and what stands for it in a comparison. Everything else has to be printed as a
 * page shows it.
 */
const DIFFERS: readonly (readonly [RegExp, string])[] = [
  // Where a message is wrapped, which depends on the length of a path in it.
  [/\n {7}(?=\S)/g, " "],
  // Paths: HOME, in the sandbox and on the machine of the pages.
  [/\/(?:[\w.-]+\/)*actas-sandbox-\w{6}|\/home\/ana\b/g, "HOME"],
  [/HOME\/run\b|\/run\/user\/1000\b/g, "RUNTIME"],
  // Addresses: the portals of the pages, and where the sandbox has its own.
  [/https:\/\/oidc\.eu-west-1\.amazonaws\.com\/authorize\?\S+|http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+/g, "AUTHORIZE"],
  [/https:\/\/corp\.awsapps\.com\/start|http:\/\/127\.0\.0\.1:\d+\/start/g, "PORTAL"],
  [/\/auth\/[\w-]{22}/g, "/auth/ID"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"],
  [/-L \d+:/g, "-L PORT:"],
  // The name that is proposed, which comes from the address.
  [/call it\? \[\w+\].*/g, "call it? NAME"],
  // Ids and secrets.
  [/\bSHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/g, "FINGERPRINT"],
  [/\bASIASANDBOX\w+/g, "ACCESS-KEY-ID"],
  [/\bBearer [\w-]+…?/g, "TOKEN"],
  [/\b[0-9a-f]{8}-(?:…|[0-9a-f]{4}-[0-9a-f-]{22,27})/g, "UUID"],
  [/\bpid \d+/g, "pid N"],
  [/\bcode [A-Z]{4}-[A-Z]{4}\b/g, "code USER-CODE"],
  [/\bhead: (\d+):[0-9a-f]{64}\b/g, "head: $1:HASH"],
  // Times.
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b/g, "TIME"],
  [/\bshows \d{6}$/gm, "shows CODE"],
  [/\b\d+ s left: ?(?:\d*|\^C)$/gm, "N s left: CODE"],
  [/(?:\d{4}-\d\d-\d\d )?\b\d\d:\d\d\b(?!:)/g, "TIME"],
  [/ {2}\(as of \d+ (?:s|min) ago; `--refresh` asks anew\)/g, ""],
  [/\bin \d+ (?:h|min)(?: \d+ (?:min|s))?/g, "in DURATION"],
  // A column of times is wider where one of them is on another day.
  [/(\bin DURATION|\bEXPIRES) {2,}/g, "$1  "],
];

/** Lines as they are compared. */
export function comparable(lines: readonly string[]): string[] {
  const text = DIFFERS.reduce(
    (rest, [pattern, stands]) => rest.replace(pattern, stands),
    lines.map(withoutTabs).join("\n"),
  );
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** A terminal moves on to the next of its stops. */
function withoutTabs(line: string): string {
  return line.replace(/([^\t]*)\t/g, (_, before: string) => before.padEnd(8 * (Math.floor(before.length / 8) + 1)));
}

import { seeded } from "../seeded.ts";

/** Every code point that `str.strip` of Python or `trim` of JavaScript removes, and what others take for blanks. */
export const ODD_BLANKS = [
  ..."\t\v\f\x1C\x1D\x1E\x1F\x85\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A",
  ..."\u2028\u2029\u202F\u205F\u3000\uFEFF\u180E\u200B\0",
];

const IDENTITY = [
  "aws_access_key_id = AKIATHEIRS",
  "aws_secret_access_key = theirs",
  "aws_access_key_id = AKIATHEIRS\naws_secret_access_key = theirs",
  "role_arn = arn:aws:iam::111122223333:role/Theirs",
  "source_profile = other",
  "source_profile = default",
  "credential_source = Environment",
  "credential_process = theirs",
  "credential_process = theirs\n  --more x\n  --and=y",
  "web_identity_token_file = /theirs",
  "sso_start_url = https://theirs\nsso_region = r\nsso_account_id = 1\nsso_role_name = Theirs",
  "sso_session = corp",
  "login_session = theirs",
];

const OTHER = [
  "region = eu-west-1",
  "region =",
  "output = json # not text",
  "s3 =\n  max_queue_size = 10\n  endpoint_url = http://s3",
  "  indented = yes",
  "\tindented = yes\n\t\tmore",
  "# role_arn = comment",
  "; [default]",
  "cli_pager = [default]",
  "endpoint_url: http://x",
  "",
  " ",
  "a = b = c",
];

const HEADERS = [
  "[default]",
  "[default]",
  "[default]",
  "[profile default]",
  "[other]",
  "[profile other]",
  "[sso-session corp]",
  "[sso-session default]",
  "[services default]",
  "[profile other] # default",
];

const ODD_HEADERS = [
  "[DEFAULT]",
  "[Default]",
  "[ default ]",
  '[profile "default"]',
  "[profile 'default']",
  '[profile de"fault"]',
  "[profile de\\fault]",
  "[profiles default]",
  "[profile\tdefault]",
  "[profile  default ]",
  "[default]# x",
  "[default] # x]",
  "[default] ; [other]",
  "[default] nonsense",
  "[default] role_arn = x",
  "[default] aws_access_key_id = AKIATHEIRS",
  "[other]#x",
  "[other] [default]",
  "[other][default]",
  "[[default]]",
  "x [default]",
  "  [default]",
  "  [other]",
  "  [profile other]  # x",
  "[other",
  "default]",
  "[]",
];

/** Makes files for AWS that are odd mostly around their default profile; the same ones for the same seed. */
export function oddTexts(seed: number): () => string {
  const random = seeded(seed);
  return () => oddText(random);
}

/** Most have few oddities, so that the strict readers do not just refuse them. */
function oddText(random: (below: number) => number): string {
  const oddities = [1, 4, 25][random(3)] ?? 0;
  const isOdd = (): boolean => random(100) < oddities;
  const one = (from: readonly string[]): string => from[random(from.length)] ?? "";
  /** A text that is not there yet, as strict readers want it. */
  const another = (from: readonly string[], there: readonly string[]): string => {
    const found = one(from);
    return isOdd() || !there.some((text) => text.split("=")[0] === found.split("=")[0]) ? found : "# once";
  };
  const line = (text: string): string => {
    const blank = one(ODD_BLANKS).repeat(1 + random(2));
    const ways = [
      blank + text,
      text.replace(/ ?= ?/, (equals) => blank + equals),
      text.replace("=", one(["=", ":", " : ", "=\t", " =", "\r= "])),
      " ".repeat(1 + random(4)) + text,
      text.toUpperCase(),
      text + blank,
      one(["nonsense", " ; [default]", "\tmore", ...ODD_HEADERS]),
    ];
    return isOdd() ? one(ways) : text;
  };
  const lines: string[] = [];
  for (let sections = 1 + random(5); sections > 0; sections--) {
    const header = isOdd() || isOdd() ? one(ODD_HEADERS) : another(HEADERS, lines);
    const settings: string[] = [];
    for (let count = random(6); count > 0; count--) settings.push(another(random(2) ? IDENTITY : OTHER, settings));
    lines.push(...[header, ...settings].map(line));
  }
  const text = lines.map((each) => each + (isOdd() ? one(["\r\n", "\r", "\n\n", "\n\r"]) : "\n")).join("");
  return isOdd() ? `\uFEFF${text}` : text;
}

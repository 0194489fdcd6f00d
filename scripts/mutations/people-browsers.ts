import { inFile, type Mutation } from "./mutation.ts";

const SECURITY = "test/server/security";
const PROVIDER = `${SECURITY}/provider-of-people.test.ts`;
const CODES = `${SECURITY}/codes-and-refresh-tokens.test.ts`;
const DEVICE = `${SECURITY}/device-grant.test.ts`;
const PAGES = `${SECURITY}/admin-pages.test.ts`;
const SAFE = "src/server/people/upstream/safe-address.test.ts";
const NETWORK = "src/server/people/upstream/own-network.test.ts";

/** A team's server: what browsers may do, and whom the server asks about people. */
export const PEOPLE_BROWSERS: readonly Mutation[] = [
  ...inFile("src/server/people/sign-ins/sent-browsers.ts", [
    [
      "sent-cookie",
      "an answer counts in the browser that was sent",
      "if (sent.cookieHash !== hashOf(cookie)) return undefined;",
      "",
      PROVIDER,
    ],
  ]),
  ...inFile("src/server/people/sign-ins/sign-in-routes.ts", [
    [
      "question-form",
      "another site answers no question",
      "if (!isOwnForm(request, this.#origin)) return foreignForm();",
      "",
      PROVIDER,
    ],
    [
      "question-asked",
      "a question is answered where it was put",
      " && wasAsked(request, uid, this.#parts.server.issuer)",
      "",
      `${SECURITY}/questions-of-others.test.ts`,
    ],
    [
      "begin-audit",
      "nobody is signed in without a record",
      'await audit.record({ event: "signed-in"',
      'void audit.record({ event: "signed-in"',
      PROVIDER,
    ],
    [
      "begin-limit",
      "sign-ins that begin are counted",
      "    this.#parts.beginnings.admit(client);\n",
      "",
      CODES,
      `${SECURITY}/strangers.test.ts`,
    ],
  ]),
  ...inFile("src/server/people/device/device-routes.ts", [
    [
      "device-form",
      "another site confirms no code",
      "if (!isOwnForm(request, this.#origin)) return foreignForm();",
      "",
      DEVICE,
    ],
    [
      "device-guess",
      "five wrong codes are enough",
      "if (!(await this.#parts.limits.mayTry(typists))) return tooMany();",
      "",
      DEVICE,
    ],
    ["device-network", "a program elsewhere is not signed in", 'if (form.has("confirm") && ', "if (false && ", DEVICE],
    [
      "device-slow",
      "a program that hurries is slowed down",
      '=== "in-time") return undefined;',
      '!== "") return undefined;',
      DEVICE,
    ],
  ]),
  ...inFile("src/server/people/device/device-pages.ts", [
    [
      "device-warning",
      "the page says loudly that it is another network",
      "isSameNetwork(info.address, browserAddress)\n",
      "true\n",
      DEVICE,
    ],
  ]),
  ...inFile("src/server/people/is-admin.ts", [
    [
      "admin-device",
      "no administrator comes by the device grant",
      'via !== "device" && ',
      "",
      "src/server/people/is-admin.test.ts",
    ],
    ["admin-group", "administrators are in a group", "groups.some((group) => admins.includes(group))", "true", PAGES],
  ]),
  ...inFile("src/server/people/pages/page-sessions.ts", [
    [
      "pages-idle",
      "a browser that is left alone is signed out",
      "const IDLE_SECONDS = 3_600;",
      "const IDLE_SECONDS = 36_000;",
      PAGES,
    ],
    [
      "pages-whole",
      "no browser is signed in for ever",
      "const WHOLE_SECONDS = 12 * 3_600;",
      "const WHOLE_SECONDS = 48 * 3_600;",
      PAGES,
    ],
  ]),
  ...inFile("src/server/people/pages/page.ts", [
    ["pages-frame", "no page is in a frame", "; frame-ancestors 'none'", "", PAGES, PROVIDER, DEVICE],
    ["pages-nothing", "a page loads nothing", "default-src 'none'; ", "", PAGES, PROVIDER],
  ]),
  ...inFile("src/server/admin/admin-part.ts", [
    [
      "admin-sign-out",
      "another site signs nobody out",
      "(isOwnForm(request, origin) ? people.signOut(request) : foreignForm())",
      "people.signOut(request)",
      PAGES,
    ],
  ]),
  ...inFile("src/server/people/upstream/safe-address.ts", [
    [
      "upstream-hosts",
      "hosts are those of the configuration",
      "if (!hosts.includes(url.host)) {",
      "if (false) {",
      SAFE,
      PROVIDER,
    ],
    ["upstream-plain", "no plain HTTP beyond this machine", 'if (url.protocol !== "https:") ', "if (false) ", SAFE],
    [
      "upstream-own",
      "no address of this machine's own network",
      "addresses.find(isOfOwnNetwork)",
      "addresses.find(() => false)",
      SAFE,
    ],
  ]),
  ...inFile("src/server/people/upstream/own-network.ts", [
    ["network-metadata", "the metadata service is not asked", '  ["169.254.0.0", 16],\n', "", NETWORK],
    [
      "network-within",
      "in no form",
      '|| ipv4Within(bytesOf(address)).some((within) => LIST.check(within, "ipv4"))',
      "",
      NETWORK,
    ],
  ]),
];

import { inFile, type Mutation } from "./mutation.ts";

/** How often AWS is asked, and for which account. */
export const BROKER: readonly Mutation[] = [
  ...inFile("src/broker/failures.ts", [
    [
      "jitter",
      "agents do not ask again at the same moment",
      "(0.5 + Math.random() / 2)",
      "1",
      "src/broker/refresher.test.ts",
    ],
    [
      "back-off",
      "after a failure there is a pause",
      "if (failing && this.#isPause(failing)) throw failing.error;",
      "",
      "src/broker/refresher.test.ts",
    ],
    [
      "pause-bound",
      "a pause has an end",
      "Math.min(firstSeconds * 2 ** failed, mostSeconds)",
      "firstSeconds * 2 ** failed",
      "src/broker/refresher.test.ts",
    ],
    [
      "pause-set-back",
      "a clock that is set back makes no pause longer",
      "leftMs > 0 && leftMs <=",
      "leftMs > 0 && 0 <=",
      "src/broker/failures.test.ts",
    ],
  ]),
  ...inFile("src/broker/broker.ts", [
    [
      "command-ends-pause",
      "a command ends the pause of programs",
      "this.#failures.forget(targetKey(target));",
      "",
      "src/broker/vend.test.ts",
    ],
  ]),
  ...inFile("src/broker/refresher.ts", [
    [
      "unused-refresh",
      "unused credentials are not renewed",
      "if (!keeping.inUse()) return;",
      "",
      "src/broker/refresher.test.ts",
    ],
  ]),
  ...inFile("src/broker/account-pin.ts", [
    [
      "pin",
      "another account is refused",
      "if (account === expected) return;",
      "return;",
      "src/broker/account-pin.test.ts",
    ],
    [
      "pin-before",
      "another account is refused before anything is asked",
      "if (expectedAccountId && account) refuseUnlessSame(target, account, expectedAccountId);",
      "",
      "src/broker/account-pin.test.ts",
    ],
    [
      "pin-allowed",
      "an account that settings do not allow is refused where only AWS knows it",
      "const rule = withoutValue(allowed, account);",
      "const rule = withoutValue([], account);",
      "src/broker/account-pin.test.ts",
    ],
    [
      "pin-remembered",
      "what was learnt is of these credentials",
      "this.#accounts.get(credentials);",
      '[...[this.#accounts]].map(() => "111122223333")[0];',
      "src/broker/account-pin.test.ts",
    ],
  ]),
  ...inFile("src/requests/refuse-target.ts", [
    [
      "mode-allowed",
      "credentials are given out only in ways that settings allow",
      "if (!rule) return;",
      "return;",
      "src/requests/refuse-target.test.ts",
    ],
    [
      "account-at-end",
      "of accounts that are allowed, the last of a chain counts",
      "(one.accountsBut ? last : steps)",
      "steps",
      "src/requests/refuse-target.test.ts",
    ],
  ]),
  ...inFile("src/sources/allowed-grant.ts", [
    [
      "grant-allowed",
      "a sign-in takes no way that settings do not allow",
      "if (!rule) return wanted;",
      "return wanted;",
      "src/sources/allowed-grant.test.ts",
    ],
  ]),
  ...inFile("src/settings/layer-reader.ts", [
    [
      "shared-settings-distrusted",
      "settings that another user could have written do not count",
      "whyDistrusted(path);",
      "undefined;",
      "src/settings/layer-reader.test.ts",
    ],
  ]),
];

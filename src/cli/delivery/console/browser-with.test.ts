import { describe, expect, test } from "bun:test";
import { browserWith } from "./browser-with.ts";
import { colourOfAccount } from "./colour-of-account.ts";

const OPENED = { url: "http://127.0.0.1:1/console/x", account: "111122223333", name: "Data & more" };

test.each([
  [{ browser: "/usr/bin/firefox", browserProfile: "work" }, ["/usr/bin/firefox", "-P", "work", OPENED.url]],
  [
    { browser: "google-chrome", browserProfile: "Profile 1" },
    ["google-chrome", "--profile-directory=Profile 1", OPENED.url],
  ],
  [{ browser: "lynx" }, ["lynx", OPENED.url]],
])("%j is started as %j", (choice, words) => {
  expect(browserWith(choice, OPENED)).toEqual(words);
});

test("without a wish it is opened as any page", () => {
  expect(browserWith({}, OPENED)).toBeUndefined();
});

describe("the words of config.json", () => {
  test("are filled in, so that a container has the account's name and colour", () => {
    const template = ["firefox", "ext+container:name={name}&color={color}&url={encoded-url}", "{other}"];
    const address = "http%3A%2F%2F127.0.0.1%3A1%2Fconsole%2Fx";
    expect(browserWith({ template }, OPENED)).toEqual([
      "firefox",
      `ext+container:name=Data-more&color=${colourOfAccount("111122223333")}&url=${address}`,
      "{other}",
    ]);
  });

  test.each([
    "--load-extension=/tmp/x",
    "-P",
    "..",
    "../..",
    "a&url=http://evil.example",
    "$(id)",
    "\u001b[2J",
    "{url}",
  ])("take no other option or address from an account that is called %j", (name) => {
    const [, word] = browserWith({ template: ["b", "{name}"] }, { ...OPENED, name }) ?? [];
    expect(word).toMatch(/^(\w[\w.-]*)?$/);
  });

  test("give way to a browser that is named", () => {
    expect(browserWith({ browser: "lynx", template: ["firefox"] }, OPENED)).toEqual(["lynx", OPENED.url]);
  });
});

test.each([
  [{ browserProfile: "work" }, 'cannot open profile "work" of a browser: no browser is named'],
  [{ browser: "lynx", browserProfile: "work" }, "cannot open a profile of lynx: how it takes one is not known"],
])("%j is refused", (choice, message) => {
  expect(() => browserWith(choice, OPENED)).toThrow(message);
});

test("an account has the same colour always, and accounts share the colours evenly", () => {
  expect(colourOfAccount("111122223333")).toBe(colourOfAccount("111122223333"));
  const counts = new Map<string, number>();
  for (let account = 100_000_000_000; account < 100_000_008_000; account += 8) {
    const colour = colourOfAccount(String(account));
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  expect(counts.size).toBe(8);
  expect(Math.min(...counts.values())).toBeGreaterThan(50);
});

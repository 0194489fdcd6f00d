import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { agentLending, toAgent } from "../support/picker-agent.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const NAMES = [
  "<img src=x onerror=document.title='ran'>",
  "<script>document.title='ran'</script>",
  '"><svg/onload=alert(1)>',
  "admin\u202Enimda",
  "a\u0000b\u001b[31m",
  "__proto__",
  "constructor",
  "x".repeat(2_000),
];

worldTestUnless(
  needs("chromium"),
  "a name is text on the page, whatever is in it, and invisible characters show",
  async (world) => {
    const roles = NAMES.map((name) => ({ name: `111122223333/${name}`, accountId: "111122223333", accountName: name }));
    using _ = agentLending(world, [roles]);
    await using picker = await OpenPicker.open(world, ["whoami", "--pick", "browser", "--server", "corp"], {
      env: toAgent(world),
    });
    const { page } = picker.browser;
    await picker.counted(`${NAMES.length} of ${NAMES.length}`);
    expect(await page.title()).toBe("Choose a role - actas");
    expect(await page.locator("main img, main script, main svg").count()).toBe(0);
    const shown = await page.getByRole("option").allInnerTexts();
    expect(shown.slice(0, 2).map((text) => text.split(" corp")[0])).toEqual(NAMES.slice(0, 2));
    expect(shown.join()).toContain("admin<U+202E>nimda");
    for (const unseen of ["\u0000", "\u001b", "\u202E"]) expect(shown.join()).not.toContain(unseen);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.keyboard.type("__proto__");
    await picker.counted(/^1 of /);
  },
);

import { expect } from "bun:test";
import { accounts } from "../support/made-up-roles.ts";
import { needs } from "../support/needs.ts";
import { agentLending, toAgent } from "../support/picker-agent.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const ROLES = 5_000;
const TYPED = "team prod admin";
/** Far more than it takes; a page that draws all rows takes seconds for each key. */
const EACH_KEY_MS = 400;

worldTestUnless(
  needs("chromium"),
  "among 5,000 roles a key is answered at once, and all of them can be reached",
  async (world) => {
    using _ = agentLending(world, [[...accounts(ROLES / 5)].flat()]);
    await using picker = await OpenPicker.open(world, ["whoami", "--pick", "browser", "--server", "corp"], {
      env: toAgent(world),
    });
    const { page } = picker.browser;
    const options = page.getByRole("option");
    await picker.counted(`${ROLES} of ${ROLES}`);
    expect(await options.count()).toBeLessThan(ROLES / 10);
    const start = performance.now();
    await page.keyboard.type(TYPED);
    await picker.counted(/^334 of 5000$/);
    expect(performance.now() - start).toBeLessThan(TYPED.length * EACH_KEY_MS);
    expect(await options.first().innerText()).toContain("AdministratorAccess");

    await page.keyboard.press("Escape");
    await picker.counted(`${ROLES} of ${ROLES}`);
    for (let shown = 0; shown < 500; ) {
      await page.keyboard.press("End");
      await options.nth(shown).waitFor();
      shown = await options.count();
    }
    expect(await picker.selected.count()).toBe(1);
  },
);

import { expect } from "bun:test";
import { Chromium } from "../../support/chromium.ts";
import { testNeeding } from "../../support/needs.ts";
import { TeamSandbox } from "../../support/team/team-sandbox.ts";

const LIMIT_MS = 180_000;

testNeeding("chromium")(
  "an administrator of the team sees in a browser what is wrong, and others see nothing",
  async () => {
    await using team = await TeamSandbox.start();
    await using chromium = await Chromium.open("light");
    const { page } = chromium;
    const words = (): Promise<string> => page.innerText("main");
    await page.goto(`${team.teamUrl}admin`);
    await chromium.picture("team-sign-in");
    await chromium.answer("Ana Lind", "Allow");
    expect(await words()).not.toContain("Shop production");
    await page.context().clearCookies();
    await page.goto(`${team.teamUrl}admin`);
    await chromium.answer("Cleo Marsh", "Allow");
    await page.waitForURL(`${team.teamUrl}admin/accounts`);
    await chromium.picture("team-accounts");
    expect(await words()).toMatch(/Old website\t\S+\t-\tnever/);
    expect(await words()).toContain("Shop production");
    await page.goto(`${team.teamUrl}admin/findings`);
    await chromium.picture("team-findings");
    expect(await words()).toContain("arn:aws:iam::644455556666:role/Export");
    expect(await words()).toContain("arn:aws:iam::644455556666:role/Report");
    const role = encodeURIComponent("arn:aws:iam::622233334444:role/Operator");
    await page.goto(`${team.teamUrl}admin/role?role=${role}&groups=developers&subject=`);
    await page.emulateMedia({ colorScheme: "dark" });
    await chromium.picture("team-why-not");
    expect(await words()).toContain("each of these would be enough: on-call");
  },
  LIMIT_MS,
);

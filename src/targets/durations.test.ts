import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const ROLE = "role_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = ana";

const config = ({ own = "", source = "", fallback = "" }): string =>
  `[default]\n${fallback}\n[profile ana]\n${KEYS}\n${source}\n[profile dev]\n${ROLE}\n${own}`;

describe("the duration of a role", () => {
  test.each([
    ["flag", { durationSeconds: 7200, environment: { CREDENTIALS_DURATION: "2000" } }, {}, 7200],
    [
      "CREDENTIALS_DURATION",
      { environment: { CREDENTIALS_DURATION: "30m", DURATION_SECONDS: "1000" } },
      { own: "credentials_duration = 1h" },
      1800,
    ],
    [
      "DURATION_SECONDS",
      { environment: { CREDENTIALS_DURATION: "", DURATION_SECONDS: "1000" } },
      { own: "credentials_duration = 1h" },
      1000,
    ],
    [
      "own credentials_duration",
      {},
      { own: "credentials_duration = 2h\nduration_seconds = 900", source: "credentials_duration = 3h" },
      7200,
    ],
    ["the source's", {}, { source: "credentials_duration = 3h", fallback: "credentials_duration = 4h" }, 10_800],
    ["default's", {}, { fallback: "credentials_duration = 4h" }, 14_400],
    ["the nearer profile", {}, { fallback: "credentials_duration = 4h", own: "duration_seconds = 900" }, 900],
    ["the nearer source", {}, { fallback: "credentials_duration = 4h", source: "duration_seconds = 900" }, 900],
    ["duration_seconds", {}, { own: "duration_seconds = 900", source: "duration_seconds = 1000" }, 900],
    ["duration_seconds of the source", {}, { source: "duration_seconds = 1h30m" }, 5400],
    ["nothing", {}, {}, 3600],
  ])("is taken from %s", async (_, asked, files, seconds) => {
    const { chain, notices } = await resolve(config(files), { target: "dev", ...asked });
    expect(chain[0]?.durationSeconds).toBe(seconds);
    expect(notices).toEqual([]);
  });

  test.each([
    [{ own: "duration_seconds = 60" }, {}, 900, '`duration_seconds` of profile "dev" is 1 minute'],
    [{ fallback: "credentials_duration = 24h" }, {}, 43_200, '`credentials_duration` of profile "default" is 24 hours'],
    [{}, { CREDENTIALS_DURATION: "1s" }, 900, "`CREDENTIALS_DURATION` is 1 second"],
  ])("is clamped to AWS's range, with a notice: %j %j", async (files, environment, seconds, start) => {
    const { chain, notices } = await resolve(config(files), { target: "dev", environment });
    expect(chain[0]?.durationSeconds).toBe(seconds);
    const now = seconds === 900 ? "15 minutes" : "12 hours";
    expect(notices).toEqual([`${start}; AWS takes 15 minutes to 12 hours, so it is ${now} now`]);
  });

  test.each([899, 43_201])("is refused when %p is typed", async (durationSeconds) => {
    expect(await refusal(config({}), { target: "dev", durationSeconds })).toMatchObject({
      code: "usage",
      message: expect.stringMatching(/^cannot use `--duration`: it is .+; AWS takes 15 minutes to 12 hours$/),
    });
  });

  test.each([
    [{ own: "credentials_duration = 7d" }, {}, '`credentials_duration` of profile "dev"'],
    [{ source: "duration_seconds = hush" }, {}, '`duration_seconds` of profile "ana"'],
    [{}, { DURATION_SECONDS: "-1" }, '`DURATION_SECONDS` ("-1")'],
  ])("that is invalid is refused, naming its origin: %j %j", async (files, environment, place) => {
    expect(await refusal(config(files), { target: "dev", environment })).toMatchObject({
      code: "configuration",
      message: `cannot use ${place}: it is not a number of seconds, or hours and minutes such as 1h30m`,
    });
  });
});

describe("the duration of a session token", () => {
  test.each([
    ["SESSION_TOKEN_DURATION", { SESSION_TOKEN_DURATION: "36h" }, { own: "session_token_duration = 1h" }, 129_600],
    ["the profile", {}, { own: "session_token_duration = 1h", source: "session_token_duration = 2h" }, 3600],
    ["the source", {}, { source: "session_token_duration = 2h", fallback: "session_token_duration = 3h" }, 7200],
    ["default", {}, { fallback: "session_token_duration = 3h" }, 10_800],
    ["nothing", {}, { own: "duration_seconds = 900" }, 43_200],
  ])("is taken from %s", async (_, environment, files, sessionDurationSeconds) => {
    const asked = { target: "dev", environment, durationSeconds: 1000, serialNumber: "GAHT12345678" };
    const target = await resolve(config(files), asked);
    expect(target.source).toMatchObject({ sessionDurationSeconds });
  });

  test("is clamped to its own range, with a notice", async () => {
    const { source, notices } = await resolve(config({ source: "session_token_duration = 48h" }), { target: "ana" });
    expect(source).toMatchObject({ sessionDurationSeconds: 129_600 });
    expect(notices).toEqual([
      '`session_token_duration` of profile "ana" is 48 hours; AWS takes 15 minutes to 36 hours, so it is 36 hours now',
    ]);
  });

  test("is what --duration means when there is no role", async () => {
    expect((await resolve(config({}), { target: "ana", durationSeconds: 100_000 })).source).toMatchObject({
      sessionDurationSeconds: 100_000,
    });
    expect((await refusal(config({}), { target: "ana", durationSeconds: 129_601 })).code).toBe("usage");
  });
});

import { expect, test } from "bun:test";
import { shownUrl } from "./shown-url.ts";

test.each(["ana", "ana:pass", ":pass", "ana:p@ss", "an%40a:p@@ss"])("of %p before a host nothing is shown", (user) => {
  expect(shownUrl(`https://${user}@sts.example/x`)).toBe("https://[secret]@sts.example/x");
  expect(new URL(`https://${user}@sts.example/x`).host).toBe("sts.example");
});

test.each(["sts.eu-west-1.amazonaws.com", "https://sts/a@b", "https://sts/?a@b", "http://[::1]:1", "https://sts\\@b"])(
  "%p is shown as it is",
  (address) => {
    expect(shownUrl(address)).toBe(address);
  },
);

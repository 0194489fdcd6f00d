import { expect, test } from "bun:test";
import { codeDialogs } from "./code-dialogs.ts";

const TEXT = 'code of <b>ana</b> & "ben" for \u2018dev\u2019';
const optionsOf = (name: string, text = TEXT) =>
  codeDialogs(text, { WSL_DISTRO_NAME: "Debian" }).find((dialog) => dialog.name === name)?.options ?? [];

test("a window shows text as it is, whatever looks like markup in it", () => {
  expect(optionsOf("kdialog").at(-1)).toBe('<qt>code of &lt;b&gt;ana&lt;/b&gt; &amp; "ben" for \u2018dev\u2019</qt>');
  expect(optionsOf("zenity").at(-1)).toBe(`--text=${TEXT}`);
});

test("an underscore and a backslash are shown, and mark neither a letter nor an escape", () => {
  const text = String.raw`mfa/a_b of x\ny_`;
  expect(optionsOf("zenity", text).at(-1)).toBe(String.raw`--text=mfa/a__b of x\\ny__`);
  expect(optionsOf("kdialog", text).at(-1)).toBe(String.raw`<qt>mfa/a_b of x\\ny_</qt>`);
});

test("what is typed for a password is hidden, and a box that cannot do that is not opened", () => {
  const hidden = codeDialogs(TEXT, { WSL_DISTRO_NAME: "Debian" }, "hidden");
  expect(hidden.map(({ name, options }) => [name, options.some((one) => /--hide-text|--password/.test(one))])).toEqual([
    ["zenity", true],
    ["kdialog", true],
  ]);
});

test("a quote in the text does not end it for PowerShell", () => {
  const script = Buffer.from(optionsOf("powershell.exe").at(-1) ?? "", "base64").toString("utf16le");
  expect(script).toContain("for \u2018\u2018dev\u2019\u2019'");
});

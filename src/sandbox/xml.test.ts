import { expect, test } from "bun:test";
import { toXml } from "./xml.ts";

test("elements nest, repeat in lists, and are left out when undefined", () => {
  expect(toXml({ A: { B: [{ C: 1 }, { C: 2 }], D: undefined, E: "x" } }, "urn:n")).toBe(
    '<A xmlns="urn:n"><B><C>1</C></B><B><C>2</C></B><E>x</E></A>',
  );
});

test("special characters of XML are escaped", () => {
  expect(toXml({ A: `<a & "b">` })).toBe("<A>&#60;a &#38; &#34;b&#34;&#62;</A>");
});

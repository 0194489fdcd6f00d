import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { runasPassword } from "./runas-password.ts";

const SAML = "https://idp.example.com/saml";
const OIDC = "https://idp.example.com/oidc?client=a";

/** Made by Python's hashlib.scrypt and `openssl enc -aes-128-cbc -nopad`. */
test.each([
  [
    "correct horse battery staple",
    SAML,
    "12$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uL2wBUPzN5GKqf9F0ZR8dv+AQyfgtQX4flUDIgt+BnQ+AaU9B7BVfrXiORD5p+1Tb7A",
  ],
  ["pä$s wörd€", OIDC, "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uL60UuesvZojTbCAKEbOzL36jxOE1ufD/6VoKR/NMckZi"],
  ["xxxxxxxxxxxx", SAML, "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uL3/BfeeoNo4i91UiQqjtCLE"],
  ["a", SAML, "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uLwiSYFJXsZ4P8aN+fxb2TcI"],
  ["p~ss>>>???", SAML, "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uL1EwZ6eTBurzT04UVREGbwQ"],
])("the password %p is read as aws-runas wrote it", async (password, url, text) => {
  expect((await runasPassword(new Secret(text), url)).reveal()).toBe(password);
});

const SHORT = "AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uLwiSYFJXsZ4P8aN+fxb2TcI";

test.each([
  ["a plain one", "tr0ub4dor&3"],
  ["one with dollar signs", "a$b$c"],
  ["one of another URL", `a$${SHORT}`],
  ["one that would take all memory", `1f$${SHORT}`],
  ["one without a cost", `0$${SHORT}`],
  ["one whose data is cut", `a$${SHORT.slice(0, -4)}`],
  ["one with data that are no Base64", `a$${SHORT.slice(0, -1)}!`],
])("what does not open is the password itself: %s", async (_, text) => {
  expect((await runasPassword(new Secret(text), OIDC)).reveal()).toBe(text);
});

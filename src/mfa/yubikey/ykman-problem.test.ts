import { expect, test } from "bun:test";
import { isWithoutService, troubleIn, type YkmanTrouble } from "./ykman-problem.ts";

test.each<readonly [YkmanTrouble, string]>([
  ["no-touch", "Touch your YubiKey...\nError: Touch account timed out!\n"],
  ["no-touch", "Touch your YubiKey...\nERROR: Touch account timed out!\n"],
  ["no-account", "Error: No matching account found.\n"],
  ["several-accounts", "Error: Multiple matches, please make the query more specific.\n\nAWS:ana\nAWS:ben\n"],
  ["not-found", "Error: Failed connecting to a YubiKey with serial: 999.\nMake sure the application has …\n"],
  ["not-found", "Error: No YubiKey detected!\n"],
  ["not-found", "smartcard.Exceptions.CardConnectionException: Card protocol mismatch."],
  ["wrong-password", "Enter the password: \nError: Authentication to the YubiKey failed. Wrong password?\n"],
  ["password-needed", "Warning: Password input may be echoed.\nEnter the password: \nAborted!\n"],
  ["removed", "smartcard.Exceptions.CardConnectionException: Failed to transmit with protocol T1. Card was removed."],
  ["removed", "smartcard.Exceptions.CardConnectionException: Card returned no valid response"],
  ["removed", "WARNING: Failed opening device\nCardConnectionException: Card returned no valid response"],
  ["oath-off", "Error: Command 'oath' requires one of the following USB interfaces to be enabled: 'CCID'.\n"],
  ["unknown", "Segmentation fault"],
])("%s is recognised in %j", (trouble, said) => {
  expect(troubleIn(said)).toBe(trouble);
});

test("a smart-card service that does not run is told from a key that is not there", () => {
  expect(isWithoutService("WARNING: PC/SC not available. Smart card protocols will not function.")).toBe(true);
  expect(isWithoutService("")).toBe(false);
});

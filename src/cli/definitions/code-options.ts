import type { OptionDefinition } from "./definition.ts";

export const OTP: OptionDefinition = {
  flags: "-t, --otp <code>",
  words: "the MFA code, instead of being asked for it",
  heading: "Who you are",
};

/** The options of every command that may ask for an MFA code, about that code. */
export const CODE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "--mfa-serial <arn>",
    words: "the MFA device, in place of the profile's mfa_serial",
    heading: "Who you are",
  },
  OTP,
  {
    flags: "--mfa-input <list>",
    words: "where the code may come from: tty, yubikey, gui, process, with commas; default: all that are set up",
    heading: "Who you are",
  },
  {
    flags: "--mfa-timeout <time>",
    words: "how long a code is waited for; default: 60s, and 55s for `process`",
    heading: "Who you are",
  },
  { flags: "--no-gui", words: "open no window to ask for the code", heading: "Who you are" },
  { flags: "--hide-arns", words: "name neither device nor role when a code is asked for", heading: "Who you are" },
];

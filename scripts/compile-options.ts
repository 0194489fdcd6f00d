/** How every executable of this repository is compiled; also those it is compared with. */
export const COMPILE_OPTIONS: readonly string[] = [
  "--compile",
  "--format=esm",
  // Without splitting every command would load the AWS SDK.
  "--splitting",
  "--minify",
  "--bytecode",
  // Without these two, a .env or bunfig.toml in the user's working directory would act on the program.
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
  // Authorities in the system's store count, as for curl; it is read at the first TLS connection. And a program with an
  // option of its own starts where the working directory was deleted or is closed, which others refuse to.
  "--compile-exec-argv=--use-system-ca",
  // Most commands end before it pays to turn bytecode into machine code. And most agents answer so few requests.
  "--compile-jit-policy=8",
];

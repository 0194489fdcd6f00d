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
];

/** Files of PGlite and of migrations, which the build puts into the program. */
declare module "*.wasm" {
  const path: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file
  export default path;
}

declare module "*.data" {
  const path: string;
  // biome-ignore lint/style/noDefaultExport: the same
  export default path;
}

declare module "*.sql" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the same
  export default text;
}

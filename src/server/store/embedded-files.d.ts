/** Migrations, which the build puts into the program as text. */
declare module "*.sql" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

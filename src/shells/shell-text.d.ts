/** Functions of a shell, which the build puts into the program as text. */
declare module "*.sh" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

declare module "*.fish" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

declare module "*.nu" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

declare module "*.ps1" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

declare module "*.bash" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

declare module "*.zsh" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is the form in which Bun gives a file as text
  export default text;
}

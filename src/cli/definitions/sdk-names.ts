/** What `--sdk` takes. It has a file of its own, because every command line is read with it. */
export const SDK_NAMES = ["cli", "js", "js2", "go", "java", "rust", "cpp", "ruby"] as const;

export type SdkName = (typeof SDK_NAMES)[number];

import { editFile } from "../../src/files/edit-file.ts";

/* A program of its own that adds a text to a file and takes it away again, without an end: `PATH ADDED`. */
const [path = "", added = ""] = process.argv.slice(2);
const toggle = (text: string): string => (text.endsWith(added) ? text.slice(0, -added.length) : text + added);
await editFile(path, toggle);
process.stdout.write("begun\n");
for (;;) await editFile(path, toggle);

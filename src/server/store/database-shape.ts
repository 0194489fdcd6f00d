import { z } from "zod/mini";

const Path = z.string().check(z.startsWith("/"), z.maxLength(4_096));

/** What `actas-server.json` says of the database. */
export const DatabaseShape = z.strictObject({
  url: z.exactOptional(
    z.string().check(
      z.refine((text) => !/^[^/]*\/\/[^/@]*:[^/@]*@/.test(text), "a password does not belong here: use `urlFile`"),
      z.describe(
        "A PostgreSQL that is there, without its password: postgres://USER@HOST/DATABASE?sslmode=verify-full.",
      ),
    ),
  ),
  urlFile: z.exactOptional(Path.check(z.describe("A file with that URL, which may hold a password."))),
  folder: z.exactOptional(
    Path.check(
      z.describe("Where a server without a URL keeps a database of its own, alone; $STATE_DIRECTORY/database."),
    ),
  ),
  kind: z.exactOptional(
    z
      .enum(["managed", "embedded"])
      .check(
        z.describe(
          "Of its own: PostgreSQL as a child of the server, or within it for trying out. Absent: as in the folder, else managed where PostgreSQL is installed.",
        ),
      ),
  ),
  programs: z.exactOptional(Path.check(z.describe("The folder of PostgreSQL's programs; where packages put them."))),
  connections: z.exactOptional(
    z.int().check(z.gte(2), z.lte(200), z.describe("The most connections of a replica at once; 10.")),
  ),
});

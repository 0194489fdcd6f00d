import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { askService, incomplete, type ServiceAccess } from "../lists/ask-service.ts";
import { keepBody } from "../lists/keep-body.ts";

/** An object as it was read. */
export interface ReadObject {
  readonly text: string;
  /** Names this version, for a condition. */
  readonly etag: string;
}

/** An object to be written. */
export interface WrittenObject {
  readonly text: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The version that it takes the place of; `none`: there was none. Another one is not overwritten. */
  readonly instead: string | "none";
}

const MOST_BYTES = 256 * 1024 * 1024;

type Sdk = typeof import("@aws-sdk/client-s3");

/** A bucket of S3. It is asked in one region; a bucket of another one answers with an error that says so. */
export class Bucket {
  readonly #access: ServiceAccess;
  readonly #name: string;

  constructor(access: ServiceAccess, name: string) {
    this.#access = access;
    this.#name = name;
  }

  /** @throws {ActasError} */
  async read(key: string): Promise<ReadObject | undefined> {
    return this.#ask(`read s3://${this.#name}/${key}`, async (sdk, client) => {
      const body = keepBody(client, () => Readable.from([]));
      const answer = await client
        .send(new sdk.GetObjectCommand({ Bucket: this.#name, Key: key }))
        .catch((error: Error) => {
          if (error.name === "NoSuchKey") return undefined;
          throw error;
        });
      if (!answer) return undefined;
      if (!answer.ETag) throw incomplete("S3");
      return { text: body(), etag: answer.ETag };
    });
  }

  /** @returns whether nobody else has written in between. @throws {ActasError} */
  async write(key: string, { contentType, instead, metadata, text }: WrittenObject): Promise<"written" | "changed"> {
    return this.#ask(`write s3://${this.#name}/${key}`, async (sdk, client) => {
      const object = { Bucket: this.#name, Key: key, Body: text, ContentType: contentType, Metadata: { ...metadata } };
      const condition = instead === "none" ? { IfNoneMatch: "*" } : { IfMatch: instead };
      try {
        await client.send(new sdk.PutObjectCommand({ ...object, ...condition }));
        return "written";
      } catch (error) {
        if (["PreconditionFailed", "ConditionalRequestConflict"].includes((error as Error).name)) return "changed";
        throw error;
      }
    });
  }

  async #ask<T>(doing: string, send: (sdk: Sdk, client: S3Client) => Promise<T>): Promise<T> {
    const sdk = await import("@aws-sdk/client-s3");
    const { region } = this.#access;
    return askService(
      this.#access,
      { service: "S3", doing, host: `s3.${region}.amazonaws.com`, mostAnswerBytes: MOST_BYTES },
      (settings) =>
        new sdk.S3Client({
          ...settings,
          // The SDK would look into the AWS files for these.
          useArnRegion: false,
          disableMultiregionAccessPoints: true,
          disableS3ExpressSessionAuth: true,
          requestChecksumCalculation: "WHEN_SUPPORTED",
          responseChecksumValidation: "WHEN_REQUIRED",
        }),
      (client) => send(sdk, client),
    );
  }
}

/** How much memory is taken at once; a longer record has a piece of its own. */
const PIECE_BYTES = 64 * 1024;
const SIZE_BYTES = 4;
const NUMBER_BYTES = 8;
/** Before each text stands its length. */
const LENGTH_BYTES = 4;
const ABSENT = 0xffff_ffff;

/** Some numbers, as many in each record, and some texts. */
export interface PackedRecord {
  readonly numbers: readonly number[];
  readonly texts: readonly (string | undefined)[];
}

/**
 * Records beside each other in large pieces of memory, each known by its address. As objects and strings they would lie
 * scattered among what requests leave behind, and the gaps between them would take several times as much.
 */
export class PackedRecords {
  readonly #pieces: Buffer[] = [];
  readonly #behindNumbers: number;
  /** All that comes behind it in the last piece is free. */
  #end = 0;
  #held = 0;
  #erased = 0;

  /** @param numbers - how many there are in each record */
  constructor(numbers: number) {
    this.#behindNumbers = SIZE_BYTES + numbers * NUMBER_BYTES;
  }

  /** Whether most of the memory was taken by what is erased: then it is time to copy the rest elsewhere. */
  get isMostlyErased(): boolean {
    return this.#erased > this.#held + PIECE_BYTES;
  }

  add({ numbers, texts }: PackedRecord): number {
    const lengths = texts.map((text) => (text === undefined ? 0 : Buffer.byteLength(text)));
    const size = lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, this.#behindNumbers);
    const address = this.#take(size);
    const [piece, from] = this.#at(address);
    piece.writeUInt32LE(size, from);
    numbers.forEach((number, index) => {
      piece.writeDoubleLE(number, from + SIZE_BYTES + index * NUMBER_BYTES);
    });
    let at = from + this.#behindNumbers;
    texts.forEach((text, index) => {
      piece.writeUInt32LE(text === undefined ? ABSENT : lengths[index]!, at);
      at += LENGTH_BYTES;
      if (text) at += piece.write(text, at);
    });
    return address;
  }

  /** Adds what is held elsewhere. */
  copy(other: PackedRecords, address: number): number {
    const [piece, from] = other.#at(address);
    const size = piece.readUInt32LE(from);
    const copied = this.#take(size);
    const [to, at] = this.#at(copied);
    piece.copy(to, at, from, from + size);
    return copied;
  }

  numberAt(address: number, position: number): number {
    const [piece, from] = this.#at(address);
    return piece.readDoubleLE(from + SIZE_BYTES + position * NUMBER_BYTES);
  }

  textAt(address: number, position: number): string | undefined {
    const [piece, from] = this.#at(address);
    let at = from + this.#behindNumbers;
    for (let skipped = 0; skipped < position; skipped++) at += LENGTH_BYTES + lengthAt(piece, at);
    const begin = at + LENGTH_BYTES;
    return piece.readUInt32LE(at) === ABSENT ? undefined : piece.toString("utf8", begin, begin + lengthAt(piece, at));
  }

  /** Overwrites a record. Its address means nothing any more. */
  erase(address: number): void {
    const [piece, from] = this.#at(address);
    const size = piece.readUInt32LE(from);
    piece.fill(0, from, from + size);
    this.#held -= size;
    this.#erased += size;
  }

  #take(size: number): number {
    const last = this.#pieces.at(-1);
    if (!last || this.#end + size > last.length) {
      this.#pieces.push(Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, size)));
      this.#end = 0;
    }
    const address = (this.#pieces.length - 1) * PIECE_BYTES + this.#end;
    this.#end += size;
    this.#held += size;
    return address;
  }

  #at(address: number): readonly [piece: Buffer, from: number] {
    return [this.#pieces[Math.floor(address / PIECE_BYTES)]!, address % PIECE_BYTES];
  }
}

function lengthAt(piece: Buffer, at: number): number {
  const length = piece.readUInt32LE(at);
  return length === ABSENT ? 0 : length;
}

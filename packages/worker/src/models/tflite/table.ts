/** Field access to one table of a flatbuffer, by field number. */
import { ByteBuffer } from 'flatbuffers'

/**
 * A table of a flatbuffer. Fields are named by their number in the schema (0 is the first); a field that the
 * file leaves out reads as its default. No generated code: a TFLite file needs about thirty fields.
 */
export class Table {
  private constructor(
    private readonly buffer: ByteBuffer,
    private readonly position: number,
  ) {}

  /** The root table. The bytes are kept and views into them are handed out. */
  static root(bytes: Uint8Array): Table {
    const buffer = new ByteBuffer(bytes)
    return new Table(buffer, buffer.readInt32(0))
  }

  int8(field: number, absent = 0): number {
    const at = this.at(field)
    return at === undefined ? absent : this.buffer.readInt8(at)
  }

  uint8(field: number, absent = 0): number {
    const at = this.at(field)
    return at === undefined ? absent : this.buffer.readUint8(at)
  }

  int32(field: number, absent = 0): number {
    const at = this.at(field)
    return at === undefined ? absent : this.buffer.readInt32(at)
  }

  boolean(field: number): boolean {
    return this.uint8(field) !== 0
  }

  string(field: number): string | undefined {
    const at = this.at(field)
    return at === undefined ? undefined : String(this.buffer.__string(at))
  }

  table(field: number): Table | undefined {
    const at = this.at(field)
    return at === undefined ? undefined : new Table(this.buffer, this.buffer.__indirect(at))
  }

  tables(field: number): Table[] {
    return this.elements(field, 4, (at) => new Table(this.buffer, this.buffer.__indirect(at)))
  }

  int32s(field: number): number[] {
    return this.elements(field, 4, (at) => this.buffer.readInt32(at))
  }

  float32s(field: number): number[] {
    return this.elements(field, 4, (at) => this.buffer.readFloat32(at))
  }

  /** 64-bit integers; zero points and shapes are far below 2^53. */
  int64s(field: number): number[] {
    return this.elements(field, 8, (at) => Number(this.buffer.readInt64(at)))
  }

  /** A view of a byte vector; empty when the field is absent. */
  bytes(field: number): Uint8Array {
    const at = this.at(field)
    if (at === undefined) return new Uint8Array(0)
    const start = this.buffer.__vector(at)
    return this.buffer.bytes().subarray(start, start + this.buffer.__vector_len(at))
  }

  private at(field: number): number | undefined {
    // A vtable starts with two 16-bit sizes; the offset of field n follows at 4 + 2n.
    const offset = this.buffer.__offset(this.position, 4 + 2 * field)
    return offset === 0 ? undefined : this.position + offset
  }

  private elements<T>(field: number, size: number, read: (at: number) => T): T[] {
    const at = this.at(field)
    if (at === undefined) return []
    const start = this.buffer.__vector(at)
    return Array.from({ length: this.buffer.__vector_len(at) }, (_, i) => read(start + i * size))
  }
}

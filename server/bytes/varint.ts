/** LEB128 for integers up to 2^53, which bit operations would cut to 32 bits. */

export class ByteWriter {
  private buffer: Buffer
  length = 0

  constructor(capacity = 256) {
    this.buffer = Buffer.allocUnsafe(capacity)
  }

  private reserve(size: number): void {
    if (this.length + size <= this.buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + size))
    this.buffer.copy(grown, 0, 0, this.length)
    this.buffer = grown
  }

  byte(value: number): void {
    this.reserve(1)
    this.buffer[this.length++] = value
  }

  uint32(value: number): void {
    this.reserve(4)
    this.length = this.buffer.writeUInt32LE(value, this.length)
  }

  float64(value: number): void {
    this.reserve(8)
    this.length = this.buffer.writeDoubleLE(value, this.length)
  }

  varint(value: number): void {
    this.reserve(8)
    let rest = value
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    this.buffer[this.length++] = rest
  }

  /** Zigzag: small negative numbers stay small. |value| must be below 2^52. */
  signedVarint(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  text(value: string): void {
    const size = Buffer.byteLength(value)
    this.varint(size)
    this.reserve(size)
    this.length += this.buffer.write(value, this.length, 'utf8')
  }

  /** The bytes written; valid until the next write. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  copy(): Buffer {
    return Buffer.from(this.view())
  }

  reset(): void {
    this.length = 0
  }

  /** Overwrites four bytes written earlier. */
  patchUint32(at: number, value: number): void {
    this.buffer.writeUInt32LE(value, at)
  }
}

export class ByteReader {
  constructor(
    private readonly buffer: Buffer,
    public at = 0,
    private readonly end = buffer.length,
  ) {}

  get done(): boolean {
    return this.at >= this.end
  }

  private need(size: number): void {
    if (this.at + size > this.end) throw new RangeError('the bytes end too early')
  }

  byte(): number {
    this.need(1)
    return this.buffer[this.at++]!
  }

  uint32(): number {
    this.need(4)
    this.at += 4
    return this.buffer.readUInt32LE(this.at - 4)
  }

  float64(): number {
    this.need(8)
    this.at += 8
    return this.buffer.readDoubleLE(this.at - 8)
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
  }

  signedVarint(): number {
    const value = this.varint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  bytes(size: number): Buffer {
    this.need(size)
    this.at += size
    return this.buffer.subarray(this.at - size, this.at)
  }

  text(): string {
    return this.bytes(this.varint()).toString('utf8')
  }
}

/** Castagnoli's polynomial, its bits the other way round. */
const POLYNOMIAL = 0x82f63b78;

/** Of every byte, what eight steps of the division make of it. */
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let left = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    left = (left >>> 1) ^ ((left & 1) * POLYNOMIAL);
  }
  return left >>> 0;
});

/** The sum that Cloud Storage keeps of every object: CRC32C, big-endian, in base 64. */
export function crc32c(text: string): string {
  const sum = Buffer.from(text).reduce(
    (crc, byte) => (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0),
    0xffffffff,
  );
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((sum ^ 0xffffffff) >>> 0);
  return bytes.toString("base64");
}

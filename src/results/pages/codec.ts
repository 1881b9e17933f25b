import { promisify } from "node:util";
import zlib from "node:zlib";

/** How pages are kept: `size` is the number of bytes that come back. */
export interface Codec {
  compress(bytes: Uint8Array): Uint8Array;
  expand(bytes: Uint8Array, size: number): Buffer;
  /** In another thread. */
  expandBeside(bytes: Uint8Array, size: number): Promise<Buffer>;
}

// Copied, as zlib may answer with a small piece of a large block.
const exact = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
// One block for the whole answer instead of one for every 16 KiB.
const oneBlock = (size: number) => ({ chunkSize: Math.max(64, size + 1) });

// And for what a page is pressed to, a tenth or less.
const mostlyOneBlock = ({ length }: Uint8Array) => oneBlock(length >> 3);

export const gzip: Codec = {
  compress: (bytes) => exact(zlib.gzipSync(bytes, { ...mostlyOneBlock(bytes), level: 1 })),
  expand: (bytes, size) => zlib.gunzipSync(bytes, oneBlock(size)),
  expandBeside: (bytes, size) => promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)(bytes, oneBlock(size)),
};

const zstdLevel = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 3 } };

export const zstd: Codec = {
  compress: (bytes) => exact(zlib.zstdCompressSync(bytes, { ...mostlyOneBlock(bytes), ...zstdLevel })),
  expand: (bytes, size) => zlib.zstdDecompressSync(bytes, oneBlock(size)),
  expandBeside: (bytes, size) => promisify<Uint8Array, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)(bytes, oneBlock(size)),
};

// Hosts built on Node before 22.15 have no zstd.
export const codec: Codec = typeof zlib.zstdCompressSync === "function" ? zstd : gzip;

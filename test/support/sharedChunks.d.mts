import type { BuildOptions, Plugin } from "esbuild";

export interface Chunk {
  readonly name: string;
  /** Path below the project -> names that it exports. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly contents: string;
}

export function sharedChunks(
  entryPoints: Readonly<Record<string, string>>,
  optionsOf: (entryPoints: Readonly<Record<string, string>>) => BuildOptions,
): Promise<readonly Chunk[]>;

export function takeFrom(chunks: readonly Chunk[]): Plugin;

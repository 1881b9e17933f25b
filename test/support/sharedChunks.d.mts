import type { BuildOptions, Plugin, StdinOptions } from "esbuild";

export interface Chunk {
  readonly name: string;
  /** Path below the project -> names that it exports. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly contents: string;
}

export function sharedChunks(
  entryPoints: Readonly<Record<string, string>>,
  optionsOf: (entryPoints: Record<string, string> | string[]) => BuildOptions,
  readers: Readonly<Record<string, string | undefined>>,
): Promise<readonly Chunk[]>;

export function stdinOf(chunk: Pick<Chunk, "name" | "contents">): StdinOptions;

export function takeFrom(chunks: readonly Chunk[]): Plugin;

import type { MappedText } from "./mappedText.ts";

/** One `$option` of a URL. */
export interface UrlOption {
  /** In lower case, without the dollar sign; empty where none stands. */
  readonly name: string;
  /** As written. */
  readonly spelling: string;
  /** Decoded. */
  readonly value: MappedText;
}

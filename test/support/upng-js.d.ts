declare module "upng-js" {
  /** PNG of one or more RGBA pictures of the same size, with at most so many colours. */
  function encode(pictures: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
  function decode(png: ArrayBuffer): { readonly width: number; readonly height: number };
  function toRGBA8(picture: ReturnType<typeof decode>): ArrayBuffer[];
  export default { encode, decode, toRGBA8 };
}

/** Ranges of addresses that are no one's on the internet, by RFC 6890 and its successors: prefix, its length, and what an address in it is. */
const ranges = [
  ["0.0.0.0", 8, "an address that means “this network”, not one that can be reached"],
  ["10.0.0.0", 8, "a private address: it tells a place in some local network only"],
  ["100.64.0.0", 10, "an address that a provider shares among its customers"],
  ["127.0.0.0", 8, "the machine itself"],
  ["169.254.0.0", 16, "a link-local address"],
  ["172.16.0.0", 12, "a private address: it tells a place in some local network only"],
  ["192.0.2.0", 24, "an address of documentation, never used on the internet"],
  ["192.168.0.0", 16, "a private address: it tells a place in some local network only"],
  ["198.18.0.0", 15, "an address for measurements between networks"],
  ["198.51.100.0", 24, "an address of documentation, never used on the internet"],
  ["203.0.113.0", 24, "an address of documentation, never used on the internet"],
  ["224.0.0.0", 4, "a multicast address"],
  ["240.0.0.0", 4, "a reserved address"],
  ["::", 128, "an address that means “none”, not one that can be reached"],
  ["::1", 128, "the machine itself"],
  ["2001:db8::", 32, "an address of documentation, never used on the internet"],
  ["3fff::", 20, "an address of documentation, never used on the internet"],
  ["fc00::", 7, "a private address: it tells a place in some local network only"],
  ["fe80::", 10, "a link-local address"],
  ["ff00::", 8, "a multicast address"],
] as const;

function version4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function version6(text: string): bigint | undefined {
  const dotted = /^(.*:)([\d.]+)$/.exec(text);
  if (dotted?.[2]?.includes(".")) {
    const last = version4(dotted[2]);
    if (last === undefined) return undefined;
    return version6(`${dotted[1] ?? ""}${(last >> 16n).toString(16)}:${(last & 0xffffn).toString(16)}`);
  }
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const parts = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  return parts.reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

interface AddressNumber {
  readonly value: bigint;
  readonly bits: number;
}

function numberOf(text: string): AddressNumber | undefined {
  const four = version4(text);
  if (four !== undefined) return { value: four, bits: 32 };
  const six = version6(text.replace(/%.*$/, ""));
  if (six === undefined) return undefined;
  // An address of version 4, written as one of version 6.
  return six >> 32n === 0xffffn ? { value: six & 0xffffffffn, bits: 32 } : { value: six, bits: 128 };
}

export const isAddress = (text: string): boolean => text.length <= 60 && numberOf(text) !== undefined;

/** What sort of address it is, where it is no ordinary one of the internet: `a private address: …`. */
export function addressKind(text: string): string | undefined {
  const own = text.length <= 60 ? numberOf(text) : undefined;
  if (!own) return undefined;
  const { value, bits } = own;
  return ranges.find(([prefix, length]) => {
    const of = numberOf(prefix);
    return of?.bits === bits && value >> BigInt(bits - length) === of.value >> BigInt(bits - length);
  })?.[2];
}

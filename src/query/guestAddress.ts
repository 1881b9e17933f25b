/** `x_example.com#EXT#@contoso.onmicrosoft.com` is `x@example.com`; undefined when it is no guest's name. */
export function guestAddress(text: string): string | undefined {
  const [, name] = /^([^#]+_[^#_]+)#ext#@/i.exec(text) ?? [];
  const at = name?.lastIndexOf("_") ?? -1;
  return name === undefined ? undefined : `${name.slice(0, at)}@${name.slice(at + 1)}`.toLowerCase();
}

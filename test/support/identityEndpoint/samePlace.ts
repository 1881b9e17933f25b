/** A loopback redirect is registered without its port. */
export function samePlace(registered: string, redirect: string): boolean {
  if (!URL.canParse(redirect)) return false;
  const [one, other] = [new URL(registered), new URL(redirect)];
  const loopback = ["localhost", "127.0.0.1"].includes(one.hostname) && one.protocol === "http:";
  return (
    one.protocol === other.protocol &&
    (loopback ? one.hostname === other.hostname : one.host === other.host) &&
    one.pathname === other.pathname
  );
}

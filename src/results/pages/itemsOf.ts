/** The page is not what the service is known to send. */
export class MalformedPage extends Error {
  override readonly name = "MalformedPage";
}

/** The items of a page, UTF-8 JSON with a list `value`. The error says nothing of its content when it is none. */
export function itemsOf(bytes: Buffer): unknown[] {
  try {
    const { value } = JSON.parse(bytes.toString().replace(/^\uFEFF/, "")) as { value?: unknown };
    if (Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new MalformedPage("The page is no JSON object with a list 'value'");
}

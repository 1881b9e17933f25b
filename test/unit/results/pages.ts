/** A page of the service with these records, as it comes over the wire. */
export function pageOf(...records: readonly unknown[]): ArrayBuffer {
  return bytesOf(JSON.stringify({ "@odata.context": "https://graph.microsoft.com/beta/$metadata#auditLogs/signIns", value: records }));
}

/** UTF-8 in an ArrayBuffer of its own. */
export function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text)).buffer;
}

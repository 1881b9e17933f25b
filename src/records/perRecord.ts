/**
 * What is found in a record for a report, once for each of both: hovers, links and names of one document ask for the same, and a record may name thousands.
 * Records are never changed once they are read. One that is no object is looked through each time.
 */
export function perRecord<Of extends object, Found>(find: (of: Of, record: unknown) => Found): (of: Of, record: unknown) => Found {
  const known = new WeakMap<object, WeakMap<Of, { readonly found: Found }>>();
  return (of, record) => {
    if (typeof record !== "object" || record === null) return find(of, record);
    const ofRecord = known.get(record) ?? new WeakMap<Of, { readonly found: Found }>();
    known.set(record, ofRecord);
    const before = ofRecord.get(of);
    if (before) return before.found;
    const found = find(of, record);
    ofRecord.set(of, { found });
    return found;
  };
}

import type { Field } from "../reports/report.ts";

const guidShape = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const guidLength = 36;

export const isGuid = (text: string): boolean => text.length === guidLength && guidShape.test(text);

/**
 * What of a field's text counts when it is compared, wherever that is: here, in a view's filter, in picks of values. OData compares texts by their characters, and so does
 * this; where the directory itself does not mind upper and lower case (`Field.caseless`: enumerations, identifiers, sign-in names), and of every GUID, the letters count only.
 */
export const textKey = (text: string, field: Field | undefined): string => (field?.caseless || isGuid(text) ? text.toLowerCase() : text);

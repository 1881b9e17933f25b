/** Where in the record something stands. */
export interface Place {
  /** Members from the root, positions of items among them: unique in the record. */
  readonly key: string;
  /** The same with `[]` for items, as fields and queries write it. */
  readonly path: string;
}

export type Members = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);

const join = (start: string, name: string): string => (start === "" ? name : `${start}/${name}`);
/** As in a JSON pointer; a member without a name is told from no member. */
const escaped = (name: string): string => (name === "" ? "~2" : name.replaceAll("~", "~0").replaceAll("/", "~1"));
export const memberOf = ({ key, path }: Place, name: string): Place => ({ key: join(key, escaped(name)), path: join(path, name) });
export const itemOf = ({ key, path }: Place, at: number): Place => ({ key: `${key}/${String(at)}`, path: `${path}/[]` });
export const placeOf = (path: string): Place => ({ key: path, path });
export const root: Place = { key: "", path: "" };

import { at, nothingOf, type Reader } from "./listParts.ts";
import { outcomeOf } from "./partMaker.ts";
import { isObject, itemOf, placeOf } from "./place.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const steps: Reader<"steps"> = ({ path }, record, make) => {
  const list = at(record, path);
  if (!Array.isArray(list) || list.length === 0) return nothingOf(list, path, make);
  return make.limited<unknown>(list, path, (step, index) => {
    const here = itemOf(placeOf(path), index);
    if (!isObject(step)) return make.parts(step, here);
    const name = text(step["name"]);
    return [
      {
        kind: "item",
        ...here,
        title: `${String(index + 1)}. ${name || "Step"}`,
        detail: [text(step["status"]), text(step["description"])].filter((word) => word !== "").join(" · "),
        outcome: outcomeOf(step["status"]),
        value: step,
        // What went well is told by its line.
        open: outcomeOf(step["status"]) !== "success",
        parts: make.members(step, here),
      },
    ];
  });
};

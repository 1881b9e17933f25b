import type { Work } from "../../steps.ts";
import type { AnswerSource } from "./groupAnswers.ts";
import { byLatest, inParents, parted, type GroupOrder } from "./groupOrder.ts";
import type { LevelState } from "./levelState.ts";

interface Ordered {
  readonly outer: LevelState;
  readonly inner: LevelState | undefined;
  readonly folds: boolean;
  readonly times: AnswerSource["times"];
}

/** Puts groups in order, whose rows are counted. `rows`: in the order of the view. */
export function* orderGroups({ outer, inner, folds, times }: Ordered, rows: Uint32Array): Work<GroupOrder> {
  if (folds) {
    const { keys } = outer.level;
    const { codes, latest } = yield* byLatest(rows, keys.codes, outer.sizes.length, times);
    return { codes, outer: codes.length, latest, ...(yield* parted(rows, keys.codes, codes, outer.sizes)) };
  }
  yield* outer.level.spell(rows);
  const outerCodes = yield* outer.ordered();
  yield;
  if (!inner) {
    const records = yield* parted(rows, outer.level.keys.codes, outerCodes, outer.sizes);
    return { codes: outerCodes, outer: outerCodes.length, ...records };
  }
  yield* inner.level.spell(rows);
  const both = yield* inParents(outerCodes, yield* inner.ordered(), inner.level, outer.sizes.length);
  yield;
  const records = yield* parted(rows, inner.level.keys.codes, both.codes.subarray(both.outer), inner.sizes);
  return { ...both, ...records };
}

import { fieldOf, reportById, type ReportId } from "../reports/index.ts";
import { counted } from "./counted.ts";
import { sortedTexts, type Sorted } from "./sortedJson.ts";

/** A record on one side of a comparison. */
export interface DifferenceSide {
  readonly report: ReportId;
  /** JSON, as it came. */
  readonly text: string;
}

export interface DifferenceTexts {
  readonly texts: readonly [left: string, right: string];
  /** So many members of both sides tell nothing but which event it is, whether they are shown or not. */
  readonly incidental: number;
  /** What one should know of what is shown, in sentences. */
  readonly notes: readonly string[];
}

const without = (count: number): string => (count === 1 ? "1 id or time" : counted(count, "id", "ids and times"));

function leftOutNote([left, right]: readonly [number, number]): string[] {
  if (left + right === 0) return [];
  const said =
    left === right
      ? `${without(left)} ${left === 1 ? "is" : "are"} not shown on either side.`
      : `Not shown: ${without(left)} on the left, ${without(right)} on the right.`;
  return [`${said} “Show Ids and Times” above shows them.`];
}

const notUnfoldedNote = (count: number): string[] =>
  count === 0 ? [] : [`${counted(count, "text")} that may be JSON stand as they came: they are too long to be unfolded, or lie too deep.`];

/** Of an old and a new value: what one should know of them. */
export const notesOfValues = (notUnfolded = 0): readonly string[] => notUnfoldedNote(notUnfolded);

/** Two records laid out so that they can be compared line by line. `folds`: what differs in any two events, whatever they are about, is left out, and said. */
export function differenceTexts(sides: readonly [DifferenceSide, DifferenceSide], folds: boolean): DifferenceTexts {
  const isIncidental = ({ report }: DifferenceSide) => {
    const own = reportById(report);
    return (path: string): boolean => fieldOf(own, path)?.incidental === true;
  };
  const sorted = (isFolded: boolean): readonly [Sorted, Sorted] => {
    let counted = 0;
    const all = sortedTexts(
      sides.map((side) => {
        const is = isIncidental(side);
        return { text: side.text, isLeftOut: (path: string) => is(path) && (counted++, isFolded) };
      }),
    );
    incidental = counted;
    return all as [Sorted, Sorted];
  };
  let incidental = 0;
  const [left, right] = sorted(folds);
  const isLike = left.text === right.text;
  const isLikeWhole = isLike && (incidental === 0 || !folds || sidesAlike(sorted(false)));
  return {
    texts: [left.text, right.text],
    incidental,
    notes: [
      ...leftOutNote([left.leftOut, right.leftOut]),
      ...(isLikeWhole ? ["Both sides say the same."] : isLike ? ["All else is the same on both sides."] : []),
      ...notUnfoldedNote(left.notUnfolded + right.notUnfolded),
    ],
  };
}

const sidesAlike = ([left, right]: readonly [Sorted, Sorted]): boolean => left.text === right.text;

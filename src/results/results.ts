import { reportById } from "../reports/index.ts";
import { listIn } from "../sources/graph/listIn.ts";
import type { ResultsApi } from "./api.ts";
import { MalformedPage } from "./pages/itemsOf.ts";
import { Exports } from "./texts/exports.ts";
import { Result, type ResultOptions } from "./result.ts";

export interface ResultsOptions extends ResultOptions {
  /** Results are numbered from here on. */
  readonly firstNumber?: number;
}

/** The result store: what the worker thread answers. */
export function createResults({ firstNumber = 1, ...options }: ResultsOptions): ResultsApi {
  const results = new Map<number, Result>();
  let next = firstNumber;

  function known(number: number): Result {
    const result = results.get(number);
    if (!result) throw new RangeError(`Result ${number} is not known`);
    return result;
  }

  const exports = new Exports(firstNumber, (order) => known(order.result).exported(order));

  return {
    create({ report }) {
      results.set(next, new Result(reportById(report), options));
      return next++;
    },
    append: ({ result, body, list = graphList(body), ...choice }) => known(result).append(body, list, choice),
    view: ({ result, ...order }) => known(result).view(order),
    findMore: ({ result, ...view }) => known(result).findMore(view),
    endView: ({ result, view }) => results.get(result)?.endView(view),
    settle: ({ result, ...window }) => known(result).settle(window),
    rows: ({ result, ...window }) => known(result).rows(window),
    find: ({ result, ...question }) => known(result).find(question),
    record: ({ result, record }) => known(result).record(record),
    text: ({ result, ...selection }) => known(result).text(selection),
    openGroups: ({ result, ...groups }) => known(result).openGroups(groups),
    facets: ({ result, ...questions }) => known(result).facets(questions),
    histogram: ({ result, ...question }) => known(result).histogram(question),
    measure: ({ result, ...question }) => known(result).measure(question),
    selectionSummary: ({ result, ...selection }) => known(result).selectionSummary(selection),
    startExport: exports.startExport,
    continueExport: exports.continueExport,
    endExport: exports.endExport,
    endExports: exports.endExports,
    release({ result }) {
      results.get(result)?.release();
      exports.released(result);
      results.delete(result);
    },
  };
}

/** Of whoever does not say where the list is, it is an answer as Graph gives it. */
function graphList(body: ArrayBuffer): readonly [start: number, end: number] {
  const list = listIn(new Uint8Array(body));
  if (!list) throw new MalformedPage("The page is no JSON object with a list 'value'");
  return list;
}

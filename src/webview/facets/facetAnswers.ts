import type { ReactiveControllerHost } from "lit";
import type { Cell, Explanation, Facet, FacetQuestion, Facets, FacetValue, GridState, HostApi } from "../../protocol/grid.ts";
import { unknownCode } from "../../records/unknownCode.ts";
import type { Remote } from "../../rpc.ts";
import { Answers } from "../shared/answers.ts";

/** While rows arrive the counts are asked anew no more often than this. */
const throttleMs = 1_000;

/** Who shows the values: it is drawn anew when they come. */
type FacetAsker = Pick<ReactiveControllerHost, "addController" | "requestUpdate"> & {
  readonly state: GridState;
  readonly host: () => Pick<Remote<HostApi>, "facets" | "explain">;
};

/** What the host says of the values of fields, asked whenever rows or questions are others, and what was picked among them. */
export class FacetAnswers {
  private readonly pane: FacetAsker;
  private readonly answers: Answers<readonly FacetQuestion[], Facets>;
  /** What came last: it stays until the next answer. */
  private facets: ReadonlyMap<string, Facet> = new Map();
  /** Values picked here, so that they stay in sight when others come before them. */
  private readonly picked = new Map<string, Map<Cell, FacetValue>>();
  /** What numbers of the outcome mean. */
  private explanations: ReadonlyMap<number, Explanation> = new Map();

  /** `questions`: of each unfolded field, what is to be known of its values. */
  constructor(pane: FacetAsker, questions: () => readonly FacetQuestion[]) {
    this.pane = pane;
    this.answers = new Answers(pane, {
      hasRows: () => pane.state.loaded > 0,
      question: () => {
        const asked = questions();
        return asked.length > 0 ? asked : undefined;
      },
      rows: () => [pane.state.revision, pane.state.loaded],
      waitMs: (asked, last) =>
        last && pane.state.phase === "running" && JSON.stringify(asked) === JSON.stringify(last.question)
          ? last.at + throttleMs - performance.now()
          : 0,
      send: (facets) => pane.host().facets({ revision: pane.state.revision, facets }),
      take: (answer) => {
        this.take(answer);
        return false;
      },
      forget: () => {
        this.facets = new Map();
      },
    });
  }

  /** One question for all unfolded fields, unless the answer is there. */
  ask(): void {
    this.answers.ask();
  }

  /** Of a field that no clause is about nothing is picked. */
  forgetPicks(): void {
    const { clauses } = this.pane.state;
    for (const path of this.picked.keys()) {
      const [member = path] = path.split("/[]");
      if (!clauses.some(({ kind, text }) => kind === "condition" && text.includes(member))) this.picked.delete(path);
    }
  }

  /** `value` is picked from now on, or no longer. */
  pick(path: string, value: FacetValue): void {
    const picks = this.picked.get(path) ?? new Map<Cell, FacetValue>();
    if (value.pick) picks.set(value.value, value);
    else picks.delete(value.value);
    this.picked.set(path, picks);
  }

  pickCount(path: string): number {
    return this.picked.get(path)?.size ?? 0;
  }

  facet(path: string): Facet | undefined {
    return this.facets.get(path);
  }

  /** Those that came, and before them picked ones that are not among them. */
  withPicks(path: string): readonly FacetValue[] {
    const values = this.facet(path)?.values ?? [];
    const came = new Set(values.map(({ value }) => value));
    return [...[...(this.picked.get(path)?.values() ?? [])].filter(({ value }) => !came.has(value)), ...values];
  }

  /** What a number of the outcome means: its name behind it, where it has one, and a sentence about it. */
  explanation(code: number): { readonly name?: string; readonly sentence?: string } {
    const found = this.explanations.get(code);
    return found ? { ...(found.name !== undefined && { name: found.name }), sentence: found.explanation ?? unknownCode(found) } : {};
  }

  private take({ revision, facets }: Facets): void {
    if (revision !== this.pane.state.revision) return;
    this.facets = new Map(facets.map((facet) => [facet.path, facet]));
    for (const { path, values } of facets) for (const value of values) if (value.pick || this.picked.has(path)) this.pick(path, value);
    this.pane.requestUpdate();
    void this.explain();
  }

  /** Asks what the numbers of an outcome mean, once for each. */
  private async explain(): Promise<void> {
    const { outcomePath, outcomeCodes } = this.pane.state.report;
    if (!outcomeCodes) return;
    const codes = (this.facet(outcomePath)?.values ?? [])
      .flatMap(({ value }) => (typeof value === "number" && value !== 0 ? [value] : []))
      .filter((code) => !this.explanations.has(code));
    if (codes.length === 0) return;
    const found = await Promise.all(codes.map(async (code) => [code, await this.pane.host().explain({ code })] as const));
    this.explanations = new Map([...this.explanations, ...found]);
    this.pane.requestUpdate();
  }
}

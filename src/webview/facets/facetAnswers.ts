import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Cell, Explanation, Facet, FacetQuestion, Facets, FacetValue, GridState, HostApi } from "../../protocol/grid.ts";
import { unknownCode } from "../../records/unknownCode.ts";
import type { Remote } from "../../rpc.ts";
import { unlessStale } from "../shared/unlessStale.ts";

/** While rows arrive the counts are asked anew no more often than this. */
const throttleMs = 1_000;

/** The pane that shows the answers. */
export interface AskingPane extends ReactiveControllerHost {
  readonly state: GridState;
  readonly host: () => Pick<Remote<HostApi>, "facets" | "explain">;
  /** Of each unfolded field, what is to be known of its values. */
  questions(): readonly FacetQuestion[];
}

/** What the host says of the values of fields, asked whenever rows or questions are others, and what was picked among them. */
export class FacetAnswers implements ReactiveController {
  private readonly pane: AskingPane;
  /** What came last: it stays until the next answer. */
  private facets: ReadonlyMap<string, Facet> = new Map();
  /** Values picked here, so that they stay in sight when others come before them. */
  private readonly picked = new Map<string, Map<Cell, FacetValue>>();
  /** What numbers of the outcome mean. */
  private explanations: ReadonlyMap<number, Explanation> = new Map();
  private asked = "";
  private asking = false;
  private askedAt = -Infinity;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(pane: AskingPane) {
    this.pane = pane;
    pane.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.later);
  }

  /** One question for all unfolded fields, unless the answer is there; in peace while rows arrive. */
  ask(): void {
    const { state } = this.pane;
    if (state.loaded === 0) {
      // There is nothing to count, and what was counted before is of another query.
      this.facets = new Map();
      this.asked = "";
      return;
    }
    const facets = this.pane.questions();
    const questions = JSON.stringify(facets);
    const key = JSON.stringify([state.revision, state.loaded, questions]);
    if (key === this.asked || facets.length === 0 || this.asking) return;
    const isSame = this.asked.endsWith(JSON.stringify([questions]).slice(1));
    const waitMs = state.phase === "running" && isSame ? this.askedAt + throttleMs - performance.now() : 0;
    clearTimeout(this.later);
    if (waitMs > 0) {
      this.later = setTimeout(() => {
        this.ask();
      }, waitMs);
      return;
    }
    this.asked = key;
    this.asking = true;
    this.askedAt = performance.now();
    void unlessStale(this.pane.host().facets({ revision: state.revision, facets }))
      .then((answer) => {
        if (answer) this.take(answer);
      })
      .finally(() => {
        this.asking = false;
        this.ask();
      });
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

import type { GridState } from "../protocol/grid.ts";
import type { GridSession } from "./gridSession.ts";

/** Brings the first rows along with a state until one has had them: who shows it draws them at once, however slow it is to ask for them. */
export class FirstRows {
  private areGiven = false;
  private readonly session: Pick<GridSession, "state" | "rows">;
  private readonly count: number;

  constructor(session: Pick<GridSession, "state" | "rows">, count: number) {
    this.session = session;
    this.count = count;
  }

  /** Somebody else shows the states from now on, who has no rows. */
  forget(): void {
    this.areGiven = false;
  }

  async state(): Promise<GridState> {
    const state = this.session.state();
    if (state.rows === 0) this.areGiven = false;
    if (state.rows === 0 || this.areGiven) return state;
    this.areGiven = true;
    const firstRows = await this.session.rows(0, this.count);
    const now = this.session.state();
    // A page that came meanwhile has moved them: who shows the state has no use for them, and the next state brings others.
    if (firstRows.revision !== now.revision) this.areGiven = false;
    return { ...now, firstRows };
  }
}

import { againOf, isAway, isHopeless, kindOf, sourceErrorOf, waitBeforeRetry, waitOf } from "../sources/errors.ts";
import type { Chain } from "./chain.ts";
import type { Stretch } from "./coverage.ts";
import type { Density } from "./density.ts";
import type { Open } from "./slicer.ts";

/** What became of a slice by a failure. */
export type AfterFailure = "again" | "givenUp" | "fatal";

/** What is asked for in slices, as one of them sees it. */
export interface Sliced {
  readonly density: Density;
  readonly pageSize: number;
  /** The slice's chain leads no further. */
  breakOff(slice: Slice): void;
}

const leastWidthMs = 60_000;
const firstTries = 3;
const laterTries = 2;
const mostTries = 5;
const mostFruitlessChains = 3;

/** A stretch of time that is being asked for, newest first: `to` comes nearer to `from` with every page. */
export class Slice<Question extends Sliced = Sliced> implements Open {
  readonly question: Question;
  from: number;
  to: number;
  /** How much time one request asks for at most; less when the service could not answer. */
  widthMs: number;
  /** The pages that it follows. */
  chain: Chain | undefined;
  isBusy = false;
  readyAt = 0;
  /** By time it is answered, but every page is of the same millisecond: only the links lead on. */
  isStuck = false;
  /** Pages in a row that brought it no further, and nothing that was not there. */
  fruitless = 0;
  /** Keys of the records since it last came further. */
  readonly #seen = new Set<string>();
  /** Chains that ended so. */
  #fruitlessChains = 0;
  #tries = 0;
  #refusals = 0;
  #hasHalved = false;

  constructor(question: Question, { from, to }: Stretch, widthMs: number) {
    this.question = question;
    this.from = from;
    this.to = to;
    this.widthMs = widthMs;
  }

  get density(): Density {
    return this.question.density;
  }

  get pageSize(): number {
    return this.question.pageSize;
  }

  get isStruggling(): boolean {
    return this.#tries > 1 || this.#hasHalved;
  }

  /** What the next request asks for. */
  get asked(): Stretch {
    return { from: this.chain?.from ?? Math.max(this.from, this.to - this.widthMs), to: this.to };
  }

  /** The service answered; `isFurther`: and more is had for good. `keys`: of the records that were asked for. */
  answered(isFurther: boolean, keys: Iterable<string>): void {
    this.#refusals = 0;
    const before = this.#seen.size;
    if (!isFurther) for (const key of keys) this.#seen.add(key);
    this.fruitless = isFurther || this.#seen.size > before ? 0 : this.fruitless + 1;
    if (!isFurther) return;
    this.#seen.clear();
    this.#fruitlessChains = 0;
    this.#tries = 0;
    this.#hasHalved = false;
    this.isStuck = false;
  }

  /** A person wants it now: failures of before make nobody wait. What the service asked for is the budget's to keep. */
  startAfresh(): void {
    this.readyAt = 0;
    this.#tries = 0;
    this.#refusals = 0;
    this.#fruitlessChains = 0;
    this.fruitless = 0;
  }

  /** Decides how to go on: by the same link, by time, with half the width; or not at all, for a stretch or for good. */
  failed(error: unknown, now: number, random: number): AfterFailure {
    const mode = againOf(error);
    if (mode === "renewed" || mode === "once") {
      const waitMs = waitBeforeRetry(error, ++this.#refusals, random);
      this.readyAt = now + (waitMs ?? 0);
      return waitMs === undefined ? "fatal" : "again";
    }
    if (isHopeless(error)) return "fatal";
    const isDead = mode === "byTime";
    const away = isAway(error);
    if (!isDead && !away && mode !== "often") return "fatal";
    this.#tries++;
    const kind = kindOf(error);
    const isFruitless = kind === "fruitless";
    if (isFruitless) this.#fruitlessChains++;
    const isLate = isFruitless || kind === "timedOut" || (mode === "often" && !away && sourceErrorOf(error)?.facts.status === 504);
    const { chain } = this;
    const waitMs = isDead && chain && this.#tries === 1 ? 0 : 1000 * 2 ** Math.min(this.#tries - 1, away ? 3 : 5) * (0.75 + random / 2);
    this.readyAt = now + Math.max(Math.round(waitMs), waitOf(error));
    if (isDead || isLate || this.#tries > 1 || (chain && chain.url === undefined)) this.question.breakOff(this);
    // Without a network nothing is wrong with the stretch.
    if (away) return "again";
    const triesHere = isLate ? 1 : this.#hasHalved ? laterTries : firstTries;
    const { from, to } = this.asked;
    // What a link led to says nothing of the first page, unless nothing came of the chain: less time may do without a link.
    const isVain = chain !== undefined && this.to >= chain.top && (isDead || isFruitless);
    if ((!chain || isVain) && this.#tries >= triesHere && to - from > leastWidthMs && !this.isStuck) {
      this.widthMs = Math.ceil((to - from) / 2);
      this.#tries = 0;
      this.#hasHalved = true;
    }
    return this.#tries >= mostTries || this.#fruitlessChains >= mostFruitlessChains ? this.#giveUp() : "again";
  }

  #giveUp(): AfterFailure {
    this.#tries = 0;
    return "givenUp";
  }

  /** The stretch to leave out, so that the rest can go on. */
  leaveOut(): Stretch {
    const { from, to } = this.isStuck ? { from: this.to - 1, to: this.to } : this.asked;
    this.to = from;
    this.chain = undefined;
    this.isStuck = false;
    return { from, to };
  }
}

import {
  isAway,
  isHopeless,
  LicenceMissing,
  MalformedAnswer,
  ServiceFailing,
  SkipTokenDead,
  TimedOut,
  TokenRefused,
  waitBeforeRetry,
  waitOf,
} from "../graph/index.ts";
import type { Stretch } from "./coverage.ts";
import type { Question } from "./question.ts";
import type { Open } from "./slicer.ts";

/** A chain of pages that is being followed. */
export interface Link {
  readonly url: string;
  /** The lower bound that the chain was asked with, and when that was. */
  readonly from: number;
  readonly askedAt: number;
  /** Links that this chain has already given. */
  readonly seen: Set<string>;
  /** Time of the oldest record so far. */
  readonly oldest: number;
  /** False once a record came after an older one: then nothing is certain before the end of the chain. */
  readonly isOrdered: boolean;
}

/** What became of a slice by a failure. */
export type AfterFailure = "again" | "givenUp" | "fatal";

const leastWidthMs = 60_000;
const firstTries = 3;
const laterTries = 2;
const mostTries = 5;

/** A stretch of time that is being asked for, newest first: `to` comes nearer to `from` with every page. */
export class Slice implements Open {
  readonly question: Question;
  from: number;
  to: number;
  /** How much time one request asks for at most; less when the service could not answer. */
  widthMs: number;
  link: Link | undefined;
  isBusy = false;
  readyAt = 0;
  /** By time it is answered, but every page is of the same millisecond: only the links lead on. */
  isStuck = false;
  /** Pages in a row that brought it no further. */
  fruitless = 0;
  #tries = 0;
  #refusals = 0;
  #hasHalved = false;

  constructor(question: Question, { from, to }: Stretch, widthMs: number) {
    this.question = question;
    this.from = from;
    this.to = to;
    this.widthMs = widthMs;
  }

  get density(): Question["density"] {
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
    return { from: this.link?.from ?? Math.max(this.from, this.to - this.widthMs), to: this.to };
  }

  /** The service answered; `isFurther`: and that much is had for good. */
  answered(isFurther: boolean): void {
    this.#refusals = 0;
    this.fruitless = isFurther ? 0 : this.fruitless + 1;
    if (!isFurther) return;
    this.#tries = 0;
    this.#hasHalved = false;
    this.isStuck = false;
  }

  /** A person wants it now: failures of before make nobody wait. What the service asked for is the budget's to keep. */
  startAfresh(): void {
    this.readyAt = 0;
    this.#tries = 0;
    this.#refusals = 0;
  }

  /** Decides how to go on: by the same link, by time, with half the width; or not at all, for a stretch or for good. */
  failed(error: unknown, now: number, random: number): AfterFailure {
    if (error instanceof TokenRefused || error instanceof LicenceMissing) {
      const waitMs = waitBeforeRetry(error, ++this.#refusals, random);
      this.readyAt = now + (waitMs ?? 0);
      return waitMs === undefined ? "fatal" : "again";
    }
    if (isHopeless(error)) return "fatal";
    const isDead = error instanceof SkipTokenDead;
    const away = isAway(error);
    if (!isDead && !away && !(error instanceof ServiceFailing || error instanceof MalformedAnswer)) return "fatal";
    this.#tries++;
    const isLate =
      error instanceof TimedOut || ((error instanceof ServiceFailing || error instanceof MalformedAnswer) && error.facts.status === 504);
    const waitMs = isDead && this.link && this.#tries === 1 ? 0 : 1000 * 2 ** Math.min(this.#tries - 1, away ? 3 : 5) * (0.75 + random / 2);
    this.readyAt = now + Math.max(Math.round(waitMs), waitOf(error));
    const wasLink = this.link !== undefined;
    if (isDead || isLate || this.#tries > 1) this.link = undefined;
    // Without a network nothing is wrong with the stretch.
    if (away) return "again";
    const triesHere = isLate ? 1 : this.#hasHalved ? laterTries : firstTries;
    const { from, to } = this.asked;
    if (!wasLink && this.#tries >= triesHere && to - from > leastWidthMs && !this.isStuck) {
      this.widthMs = Math.ceil((to - from) / 2);
      this.#tries = 0;
      this.#hasHalved = true;
    }
    return this.#tries >= mostTries ? this.#giveUp() : "again";
  }

  #giveUp(): AfterFailure {
    this.#tries = 0;
    return "givenUp";
  }

  /** The stretch to leave out, so that the rest can go on. */
  leaveOut(): Stretch {
    const { from, to } = this.isStuck ? { from: this.to - 1, to: this.to } : this.asked;
    this.to = from;
    this.link = undefined;
    this.isStuck = false;
    return { from, to };
  }
}

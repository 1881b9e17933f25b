import { unknownAnswer, type Shapes } from "../columns/shapes.ts";

/** Answers of a test for each shape of a member, found out once a shape. */
export class ShapesTest {
  readonly shapes: Shapes;
  readonly #answer: (code: number) => boolean | undefined;
  #answers = new Uint8Array(0);
  #asked = 0;
  #generation: number;
  #hasAnswers = false;

  /** `answer`: of the shape with that number; `undefined` when the page must tell. */
  constructor(shapes: Shapes, answer: (code: number) => boolean | undefined) {
    this.shapes = shapes;
    this.#answer = answer;
    this.#generation = shapes.generation;
  }

  /** Some shape that was asked for has an answer other than no. */
  get hasAnswers(): boolean {
    return this.#hasAnswers;
  }

  /** By code: 0, 1, or `unknownAnswer`. */
  answers(): Uint8Array {
    const { shapes } = this;
    if (this.#generation !== shapes.generation) {
      this.#generation = shapes.generation;
      this.#asked = 0;
      this.#hasAnswers = false;
    }
    if (this.#answers.length < shapes.size) {
      const larger = new Uint8Array(Math.max(shapes.size, 2 * this.#answers.length));
      larger.set(this.#answers);
      this.#answers = larger;
    }
    for (; this.#asked < shapes.size; this.#asked++) {
      const answer = this.#answer(this.#asked);
      this.#hasAnswers ||= answer !== false;
      this.#answers[this.#asked] = answer === undefined ? unknownAnswer : Number(answer);
    }
    return this.#answers.subarray(0, shapes.size);
  }
}

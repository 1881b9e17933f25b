import { Failure } from "./answers.ts";

/** How audits are refused from before the first day that is kept. */
export function minimumTime(timeField: string, oldest: Date): Failure {
  const [year, month, day] = oldest.toISOString().slice(0, 10).split("-").map(Number);
  return new Failure(
    400,
    "UnknownError",
    `Specified argument was out of the range of valid values. (Parameter 'Minimum allowed time for ${timeField} is ${month}/${day}/${year} 12:00:00 AM')`,
  );
}

import { Session } from "node:inspector/promises";

/** How often functions of `src` were called while `work` was done, by their names. V8 counts: the code itself knows nothing of it. */
export async function callCounts<Name extends string>(
  names: readonly Name[],
  work: () => Promise<unknown> | unknown,
): Promise<Record<Name, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true });
    await work();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const functions = result.filter(({ url }) => url.includes("/src/")).flatMap((script) => script.functions);
    const counted = (name: Name): number =>
      functions.reduce((sum, { functionName, ranges }) => sum + (functionName === name ? (ranges[0]?.count ?? 0) : 0), 0);
    return Object.fromEntries(names.map((name) => [name, counted(name)])) as Record<Name, number>;
  } finally {
    session.disconnect();
  }
}

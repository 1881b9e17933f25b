import { compile, parseFilter, parseQuery } from "../../src/query/index.ts";
import type { Bench } from "./bench.ts";

const now = new Date("2026-11-23T12:00:00Z");
const conditions = [
  "status/errorCode ne 0 and appDisplayName eq 'Azure Portal'",
  "status/errorCode ne 0 and contains(tolower(appDisplayName), 'portal')",
  "createdDateTime ge 2026-11-12T00:00:00Z and status/errorCode eq 0",
  "targetResources/any(t: t/id eq 't5') and status/errorCode eq 0",
];
const records = Array.from({ length: 1000 }, (_, index) => ({
  id: `id${index}`,
  createdDateTime: `2026-11-${10 + (index % 10)}T08:00:00.1234567Z`,
  appDisplayName: index % 3 ? "Azure Portal" : "Office",
  status: { errorCode: index % 5 ? 0 : 50126, failureReason: null },
  targetResources: [{ id: "a" }, { id: `t${index}` }],
}));

function evaluationsPerSecond(text: string): number {
  const { expression } = parseFilter(text);
  if (!expression) throw new Error(text);
  const matches = compile(expression, { now });
  const rounds = 300;
  for (let round = 0; round < rounds; round++) records.filter(matches);
  const start = performance.now();
  for (let round = 0; round < rounds; round++) records.filter(matches);
  return (rounds * records.length * 1000) / (performance.now() - start);
}

function parseMs(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    parseQuery(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

export const bench: Bench = async () => [
  {
    title: "Conditions evaluated here",
    rows: conditions.map((name) => ({
      name,
      value: evaluationsPerSecond(name),
      unit: "records/s",
      beside: { name: "wanted", value: 1e6 },
    })),
  },
  {
    title: "Query texts of 10,000 characters",
    rows: ["signIns where status/errorCode ne 0 and ", "((((", "not ", "a eq 'x' b "].map((piece) => ({
      name: `${piece}…`,
      value: parseMs(piece.startsWith("signIns") ? piece + piece.slice(14).repeat(370) : piece.repeat(10_000 / piece.length)),
      unit: "ms",
      beside: { name: "limit", value: 50 },
    })),
  },
];

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { reportCards } from "../../../src/reports/cards.ts";
import { parseQuery, printQuery } from "../../../src/query/index.ts";
import { fieldOf, reportById, reportIds, reports, type Field, type FieldOperator, type Report } from "../../../src/reports/index.ts";

const twice = (words: readonly string[]) => words.filter((word, index) => words.indexOf(word) !== index);
const parentOf = (path: string) => path.replace(/(\/\[\])?\/[^/]+$/, "");

suite("The reports", () => {
  test("are the logs, in the order of their ids", () => {
    assert.deepEqual(
      reports.map(({ id }) => id),
      reportIds,
    );
    assert.deepEqual(reportIds.map(reportById), reports);
  });

  test("have lost none of their fields", () => {
    const least = { signIns: 163, directoryAudits: 48, provisioning: 54, customSecurityAttributeAudits: 38 } as const;
    assert.deepEqual(
      reports.filter(({ id }) => Object.hasOwn(least, id)).map(({ id, fields }) => [id, fields.filter(({ derived }) => !derived).length]),
      Object.entries(least),
    );
  });

  test("say what their cards say, in the same order", () =>
    assert.deepEqual(
      reports.map(({ id, title, noun, icon, description, starters, apart }) => ({
        id,
        title,
        noun,
        icon,
        description,
        ...(apart && { apart }),
        starters,
      })),
      reportCards,
    ));

  test("give a field for its path in any case", () => {
    const signIns = reportById("signIns");
    assert.equal(fieldOf(signIns, "STATUS/errorcode")?.path, "status/errorCode");
    assert.equal(fieldOf(signIns, "targetResources"), undefined);
    assert.equal(fieldOf(reportById("directoryAudits"), "targetresources/[]/displayname")?.label, "Target");
  });

  for (const report of reports) suite(report.title, () => rulesOf(report));
});

function rulesOf(report: Report) {
  const { fields, starters } = report;
  const allFields = (rule: (field: Field) => boolean) =>
    assert.deepEqual(
      fields.filter((field) => !rule(field)).map(({ path }) => path),
      [],
    );

  test("tell of many records by fields that there are, how they ended first", () => {
    assert.deepEqual(
      report.tellingFields.map((path) => fieldOf(report, path)?.path),
      report.tellingFields,
    );
    assert.equal(report.tellingFields[0], report.outcomePath);
  });

  test("have each path once, in whatever case", () => assert.deepEqual(twice(fields.map(({ path }) => path.toLowerCase())), []));

  test("have each label once", () => assert.deepEqual(twice(fields.map(({ label }) => label.toLowerCase())), []));

  test("label in sentence case, short enough for a column", () =>
    allFields(({ label }) => label.length <= 32 && /^[A-Z]/.test(label) && label === label.trim()));

  test("describe each field in one line that ends with a period", () =>
    allFields(({ description }) => /^\S[^\n]*\.$/.test(description) && description.length < 140));

  test("describe each field in other words than another one, unless it is a deprecated double", () =>
    assert.deepEqual(twice(fields.filter(({ deprecated }) => !deprecated).map(({ description }) => description)), []));

  test("have the object or list around each field", () =>
    allFields(({ path }) => {
      if (!path.includes("/")) return true;
      const parent = fieldOf(report, parentOf(path));
      return parent?.kind === "object" && (parent.list ?? false) === /\/\[\]\/[^/]+$/.test(path);
    }));

  test("name the members of enums and flags, and known values of texts only, each once", () =>
    allFields(({ kind, values, knownValues = [] }) => {
      if (twice([...(values ?? []), ...knownValues]).length > 0 || (knownValues.length > 0 && kind !== "text")) return false;
      return kind === "enum" || kind === "flags" ? values !== undefined && values.length > 1 : values === undefined;
    }));

  test("leave unknownFutureValue out", () =>
    allFields(({ values = [], knownValues = [] }) => ![...values, ...knownValues].some((value) => /^unknownfuturevalue$/i.test(value))));

  test("take only operators that the kind knows", () => {
    const order: readonly FieldOperator[] = ["gt", "ge", "lt", "le"];
    const parts: readonly FieldOperator[] = ["startswith", "contains"];
    allFields(({ kind, list, path, graph: { operators, observed = [] } }) =>
      [...operators, ...observed].every((operator) => {
        if (operator === "any") return list === true || path.includes("/[]/");
        if (kind === "object") return false;
        if (order.includes(operator)) return kind === "instant" || kind === "integer" || kind === "double";
        return !parts.includes(operator) || kind === "text" || kind === "enum";
      }),
    );
  });

  test("tell documented operators from observed ones, each once", () =>
    allFields(({ graph: { operators, observed = [] } }) => twice([...operators, ...observed]).length === 0));

  test("exist in the version that is asked, or are deprecated", () =>
    allFields(({ graph: { versions }, absentFrom, deprecated }) => {
      const isThere = versions.includes(report.graph.version);
      return absentFrom === (isThere ? undefined : report.graph.version) && (isThere || deprecated !== undefined);
    }));

  test("point from a deprecated field to one that exists", () =>
    allFields(({ deprecated }) => {
      if (deprecated === undefined) return true;
      const instead = /^Use (\S+)\.$/.exec(deprecated)?.[1];
      return instead !== undefined && fieldOf(report, instead)?.path === instead;
    }));

  test("sort by time alone, and ask for a stretch of it", () => {
    assert.deepEqual(
      fields.filter(({ graph }) => graph.sortable).map(({ path }) => path),
      [report.timeField],
    );
    const { kind, nullable, graph } = fieldOf(report, report.timeField) ?? assert.fail();
    const { operators, observed = [] } = graph;
    const known = [...operators, ...observed];
    assert.deepEqual([kind, nullable, known.includes("ge"), known.includes("le")], ["instant", false, true, true]);
  });

  test("can be asked for one event by its key", () => {
    const { nullable, graph } = fieldOf(report, report.keyField) ?? assert.fail();
    assert.deepEqual([nullable, [...graph.operators, ...(graph.tried ?? [])].includes("eq")], [false, true]);
  });

  test("show columns and read an outcome that exist", () => {
    const paths = [...report.columns, report.outcomePath];
    assert.deepEqual(
      paths.map((path) => fieldOf(report, path)?.path),
      paths,
    );
    assert.deepEqual(twice(report.columns), []);
    assert.equal(report.columns[0], report.timeField);
  });

  test("have fields of their own under words that the service has no member for, and never ask it for them", () => {
    const members = new Set(fields.filter(({ derived }) => !derived).map(({ path }) => path.split("/")[0]?.toLowerCase()));
    assert.deepEqual(
      fields
        .filter(({ derived }) => derived)
        .filter(({ path, kind, graph: { operators, observed, tried, sortable } }) => {
          const asks = operators.length > 0 || observed !== undefined || tried !== undefined || sortable === true;
          return asks || kind !== "text" || !/^[a-z][A-Za-z]+$/.test(path) || members.has(path.toLowerCase());
        })
        .map(({ path }) => path),
      [],
    );
    assert.ok(fields.some(({ derived }) => derived));
  });

  test("lay columns out in other ways, each with the time and the outcome or what was done, of fields that exist", () => {
    assert.deepEqual(twice(report.layouts.map(({ name }) => name.toLowerCase())), []);
    for (const { name, columns } of report.layouts) {
      assert.match(name, /^[A-Z][a-z]{1,9}$/);
      assert.equal(columns[0], report.timeField);
      assert.deepEqual(twice(columns), []);
      assert.deepEqual(
        columns.map((path) => fieldOf(report, path)?.path),
        columns,
      );
    }
    assert.ok(report.layouts.length >= 4);
  });

  test("have each kind of their events in one family, and say nothing of kinds that there are not", () => {
    const { types, settleMinutesOf = {}, graph } = report;
    const names = types?.names ?? [];
    const said = [
      ...(types?.usual ?? []),
      ...Object.keys(types?.inWords ?? {}),
      ...Object.keys(settleMinutesOf),
      ...(graph.withheld?.types ?? []),
    ];
    assert.deepEqual((types?.families ?? []).flatMap((family) => family.names).toSorted(), names.toSorted());
    assert.deepEqual(
      said.filter((name) => !names.includes(name)),
      [],
    );
    assert.ok(!types || (fieldOf(report, types.path)?.list && types.usual.length > 0));
    assert.equal(types === undefined && graph.familiesApart !== undefined, false);
  });

  test("are led to by fields that they have, in words of their own, and by kinds of their events", () => {
    for (const { label, paths, types = [] } of report.ways) {
      assert.match(label, /^[A-Z].*[a-z]$/);
      assert.deepEqual(
        paths.map((path) => fieldOf(report, path)?.path),
        paths,
      );
      assert.deepEqual(
        types.filter((type) => !report.types?.names.includes(type)),
        [],
      );
    }
    assert.ok(report.ways.length > 0);
  });

  test("say who may read them", () => {
    // What few need has a permission and a role of its own.
    const { permission, role } = report.apart ?? { permission: "AuditLog.Read.All", role: "Reports Reader" };
    assert.ok(report.graph.permissions.includes(permission));
    assert.ok(report.graph.roles.includes(role));
    assert.deepEqual(twice([...report.graph.permissions, ...report.graph.roles]), []);
  });

  test("name their starters apart and answer a question with each", () => {
    assert.deepEqual(twice(starters.map(({ name }) => name)), []);
    assert.deepEqual(twice(starters.map(({ query }) => query)), []);
    assert.deepEqual(
      starters.filter(({ name, description }) => name.length > 40 || !/^[A-Z].*[.?]$/.test(description)),
      [],
    );
    assert.deepEqual(
      starters.filter(({ description }) => !/^[^.?]*\?/.test(description)),
      [],
    );
  });
}

suite("The starters", () => {
  const starters = reports.flatMap((report) => report.starters.map((starter) => ({ ...starter, report: report.id })));

  test("begin with the failed sign-ins", () => {
    const { name, query } = starters[0] ?? assert.fail();
    assert.deepEqual({ name, query }, { name: "Failed sign-ins", query: "signIns last 7d where status/errorCode ne 0" });
  });

  test("ask their own report, without a problem and in canonical text", () =>
    assert.deepEqual(
      starters.map(({ query: text }) => {
        const { query, problems } = parseQuery(text);
        return { text: query && printQuery(query), report: query?.report, problems };
      }),
      starters.map(({ query, report }) => ({ text: query, report, problems: [] })),
    ));

  test("stay inside what the service keeps", () =>
    assert.deepEqual(
      starters.filter(({ query: text, report }) => {
        const range = parseQuery(text).query?.range;
        const days = range?.kind === "last" ? range.amount / (range.unit === "h" ? 24 : 1) : NaN;
        return !(days <= reportById(report).retentionDays);
      }),
      [],
    ));
});

suite("What a report is", () => {
  const sources = readdirSync(new URL("../../../src/", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({
      file: file.replaceAll("\\", "/"),
      text: readFileSync(new URL(`../../../src/${file.replaceAll("\\", "/")}`, import.meta.url), "utf8"),
    }));

  test("is asked of the report and not of its id, and no table outside this folder has to know all reports", () => {
    const asksId = new RegExp(`(?:===?|!==?) "(?:${reportIds.join("|")})"|Record<ReportId\\b`);
    assert.deepEqual(
      sources.filter(({ file, text }) => !file.startsWith("reports/") && asksId.test(text)).map(({ file }) => file),
      [],
    );
  });
});

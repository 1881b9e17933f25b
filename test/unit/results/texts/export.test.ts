import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import type { CsvStyle, ExportOrder, ExportProgress, ResultsApi } from "../../../../src/results/api.ts";
import { Export } from "../../../../src/results/texts/export.ts";
import { PartFile, type FileSystem } from "../../../../src/results/texts/partFile.ts";
import { createResults } from "../../../../src/results/results.ts";
import { readCsv } from "./csvReader.ts";
import { bytesOf, pageOf } from "../pages.ts";

const now = new Date("2026-11-18T12:00:00Z");
const asColumns = (...paths: string[]) => paths.map((each) => ({ path: each, label: each.toUpperCase() }));

/** Steps until the file is there. */
async function finished(results: ResultsApi, number: number): Promise<ExportProgress> {
  for (;;) {
    const progress = await results.continueExport({ export: number });
    if (progress.sha256 !== undefined) return progress;
  }
}

suite("An export", () => {
  let folder: string;
  setup(() => (folder = mkdtempSync(path.join(os.tmpdir(), "export-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  /** Exports all of a view; the text of the file. */
  async function exported(
    results: ResultsApi,
    order: Omit<ExportOrder, "file" | "columns" | "byteOrderMark"> & Partial<ExportOrder>,
  ): Promise<string> {
    const file = path.join(folder, `rows.${order.format}`);
    const number = results.startExport({ columns: [], byteOrderMark: false, file, ...order });
    const { records, of, bytes, sha256 } = await finished(results, number);
    await results.endExport({ export: number });
    const content = readFileSync(file);
    assert.deepEqual(
      { records, bytes, sha256 },
      { records: of, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") },
    );
    assert.deepEqual(readdirSync(folder), [path.basename(file)]);
    return content.toString();
  }

  async function filled(...bodies: readonly ArrayBuffer[]): Promise<{ results: ResultsApi; result: number; view: number }> {
    const results = createResults({ now: () => now });
    const result = results.create({ report: "signIns" });
    for (const body of bodies) results.append({ result, body, skip: [] });
    const { view } = await results.view({ result, sort: [], filter: "" });
    return { results, result, view };
  }

  test("as CSV has a line of labels and the chosen columns, lists as JSON", async () => {
    const { results, ...view } = await filled(
      pageOf({ id: "1", status: { errorCode: 0 }, riskEventTypes_v2: ["a", "b"] }, { id: "2", userDisplayName: "Núñez, Zoë" }),
    );
    const columns = asColumns("id", "status/errorCode", "riskEventTypes_v2", "userDisplayName");
    assert.equal(
      await exported(results, { ...view, format: "csv", columns, byteOrderMark: true }),
      '\uFEFFID,STATUS/ERRORCODE,RISKEVENTTYPES_V2,USERDISPLAYNAME\r\n1,0,"[""a"",""b""]",\r\n2,,,"Núñez, Zoë"\r\n',
    );
  });

  test("as CSV has the separator and the form that are asked for", async () => {
    const { results, ...view } = await filled(pageOf({ id: "1", userDisplayName: "=1;2", riskEventTypes_v2: ["-a", "b"] }));
    const columns = asColumns("id", "userDisplayName", "riskEventTypes_v2");
    const written = async (style: CsvStyle) => {
      const text = await exported(results, { ...view, format: "csv", columns, style });
      rmSync(path.join(folder, "rows.csv"));
      return text.split("\r\n")[1];
    };
    assert.deepEqual(
      [
        await written({ separator: "semicolon", form: "plain" }),
        await written({ separator: "tab", form: "plain" }),
        await written({ separator: "semicolon", form: "spreadsheetSafe" }),
        await written({ separator: "tab", form: "spreadsheetSafe" }),
      ],
      ['1;"=1;2";"[""-a"",""b""]"', '1\t=1;2\t"[""-a"",""b""]"', '1;"\'=1;2";"[""-a"",""b""]"', '1\t\'=1;2\t"[""-a"",""b""]"'],
    );
  });

  test("as a table for the clipboard has the form that is asked for", async () => {
    const { results, result, view } = await filled(pageOf({ id: "1", userDisplayName: "=1" }));
    const asked = {
      result,
      view,
      ranges: [{ from: 0, to: 1 }],
      columns: ["id", "userDisplayName"],
      format: "tsv",
      limitBytes: 1000,
    } as const;
    assert.deepEqual(
      [results.text(asked), results.text({ ...asked, form: "plain" })],
      ["Id\tUser display name\n1\t'=1", "Id\tUser display name\n1\t=1"],
    );
  });

  const odd = '{ "id":"\\u0041\\ud800","big":12345678901234567890 ,\n"small":0.10,"new":{"x":[ ]}, "s":"a b\\n"}';

  test("as NDJSON has a record in each line as it came, and lays out anew only one of several lines", async () => {
    const plain = '{"id": "first" , "n":1.0}';
    const { results, ...view } = await filled(bytesOf(`{"value":[${plain},${odd} ,${plain}]}`));
    assert.equal(
      await exported(results, { ...view, format: "ndjson" }),
      `${plain}\n{"id":"\\u0041\\ud800","big":12345678901234567890,"small":0.10,"new":{"x":[]},"s":"a b\\n"}\n${plain}\n`,
    );
  });

  test("as JSON has whole records, digit by digit", async () => {
    const { results, ...view } = await filled(bytesOf(`{"value":[${odd}]}`));
    assert.equal(
      await exported(results, { ...view, format: "json" }),
      '[\n  {\n    "id": "\\u0041\\ud800",\n    "big": 12345678901234567890,\n    "small": 0.10,\n    "new": {\n      "x": []\n    },\n    "s": "a b\\n"\n  }\n]\n',
    );
  });

  test("keeps integers of any size in CSV, and bytes that are no UTF-8, doubled members and every token in JSON", async () => {
    const record = '{"id":"1","autonomousSystemNumber":9223372036854775807,"d":1.10,"d":1e400,"\\u0061":"\\ud800","bad":"\xff\xfe\xc3("}';
    const page = Uint8Array.from(Buffer.from(`{"value":[${record},${record.replace(",", "\n,")}]}`, "latin1")).buffer;
    const { results, ...view } = await filled(page);
    const csv = await exported(results, {
      ...view,
      format: "csv",
      columns: asColumns("id", "autonomousSystemNumber", "d"),
      byteOrderMark: false,
    });
    rmSync(path.join(folder, "rows.csv"));
    assert.equal(csv, "ID,AUTONOMOUSSYSTEMNUMBER,D\r\n1,9223372036854775807,1e400\r\n1,9223372036854775807,1e400\r\n");
    await exported(results, { ...view, format: "ndjson" });
    assert.equal(readFileSync(path.join(folder, "rows.ndjson"), "latin1"), `${record}\n${record}\n`);
    rmSync(path.join(folder, "rows.ndjson"));
    await exported(results, { ...view, format: "json" });
    assert.equal(
      readFileSync(path.join(folder, "rows.json"), "latin1").replaceAll(/\n\s*/g, "").replaceAll(": ", ":"),
      `[${record},${record}]`,
    );
  });

  test("of nothing is an empty list, a line of labels, an empty file", async () => {
    const { results, ...view } = await filled();
    const files = [];
    for (const format of ["json", "csv", "ndjson"] as const) {
      files.push(await exported(results, { ...view, format, columns: asColumns("id") }));
      rmSync(path.join(folder, `rows.${format}`));
    }
    assert.deepEqual(files, ["[]\n", "ID\r\n", ""]);
  });

  test("writes hostile texts as texts", async () => {
    const texts = [
      "<img src=x onerror=alert(1)>",
      "=cmd|'/c calc'!A1",
      "\u202egnp.exe",
      "x".repeat(1_000_000),
      '"\r\n,;',
      "half \ud800",
      "`${7*7}`",
    ];
    const list = Array.from({ length: 10_000 }, (_, index) => `policy ${index}`);
    const records = texts.map((text, index) => ({ id: String(index), userDisplayName: text, riskEventTypes_v2: list }));
    const { results, ...view } = await filled(pageOf(...records));
    const lines = (await exported(results, { ...view, format: "ndjson" })).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      records,
    );
    rmSync(path.join(folder, "rows.ndjson"));
    assert.deepEqual(JSON.parse(await exported(results, { ...view, format: "json" })), records);
    rmSync(path.join(folder, "rows.json"));
    const columns = asColumns("userDisplayName", "riskEventTypes_v2");
    const [, ...rows] = readCsv(await exported(results, { ...view, format: "csv", columns }));
    assert.deepEqual(
      rows,
      texts.map((text) => [text.startsWith("=") ? `'${text}` : text.replace("\ud800", "\\ud800"), JSON.stringify(list)]),
    );
  });

  test("equals the parsed records in the order of any view, over many pages, in every format", async () => {
    const record = fc.record({
      userDisplayName: fc.oneof(fc.constantFrom("Ada", "Bob", "=1"), fc.string()),
      status: fc.record({ errorCode: fc.nat(3) }),
      unknown: fc.jsonValue(),
    });
    const pages = fc.array(fc.array(record, { maxLength: 8 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pages, fc.boolean(), async (bodies, isSorted) => {
        const { results, result } = await filled(...bodies.map((items) => pageOf(...items)));
        const { view, rows } = await results.view({
          result,
          sort: isSorted ? [{ path: "userDisplayName", direction: "desc" }] : [],
          filter: "status/errorCode ne 1",
        });
        const all = bodies.flat();
        const expected = results
          .rows({ result, view, from: 0, count: rows, columns: [] })
          .map((row) => all["record" in row ? row.record : -1]);
        const asText = expected.map((each) => JSON.stringify(each));
        const ndjson = await exported(results, { result, view, format: "ndjson" });
        rmSync(path.join(folder, "rows.ndjson"));
        const json = await exported(results, { result, view, format: "json" });
        rmSync(path.join(folder, "rows.json"));
        const csv = await exported(results, { result, view, format: "csv", columns: asColumns("status/errorCode", "unknown") });
        rmSync(path.join(folder, "rows.csv"));
        assert.deepEqual(ndjson.split("\n").slice(0, -1), asText);
        assert.deepEqual(
          (JSON.parse(json) as unknown[]).map((each) => JSON.stringify(each)),
          asText,
        );
        assert.deepEqual(
          readCsv(csv)
            .slice(1)
            .map(([code]) => Number(code)),
          expected.map((each) => each?.status.errorCode),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("writes what stood in the view at its start, whatever comes meanwhile", async () => {
    const records = Array.from({ length: 3000 }, (_, index) => ({ id: String(index) }));
    const { results, result } = await filled(pageOf(...records));
    const { view } = await results.view({ result, sort: [{ path: "id", direction: "desc" }], filter: "" });
    const expected = results
      .rows({ result, view, from: 0, count: 3000, columns: ["id"] })
      .map((row) => ("cells" in row ? row.cells[0] : ""));
    const file = path.join(folder, "ids.csv");
    const number = results.startExport({ result, view, format: "csv", columns: asColumns("id"), byteOrderMark: false, file });
    results.append({ result, body: pageOf({ id: "99999" }, { id: "0000" }), skip: [] });
    await results.view({ result, sort: [], filter: "id eq '1'", replaces: view });
    assert.equal((await finished(results, number)).records, 3000);
    assert.deepEqual(readCsv(readFileSync(file, "utf8")), [["ID"], ...expected.map((id) => [id])]);
  });

  test("writes the rows of ranges, as the view has them", async () => {
    const { results, result, view } = await filled(pageOf({ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }));
    const ranges = [
      { from: 0, to: 1 },
      { from: 2, to: 9 },
    ];
    assert.equal(await exported(results, { result, view, ranges, format: "csv", columns: asColumns("id") }), "ID\r\na\r\nc\r\nd\r\n");
  });

  test("puts nothing under the name before the end, answers other calls between, and leaves nothing when given up", async () => {
    const page = () =>
      pageOf(...Array.from({ length: 4000 }, (_, index) => ({ id: String(index), list: Array.from({ length: 50 }, () => ({ a: "b" })) })));
    const { results, result, view } = await filled(page(), page(), page());
    const file = path.join(folder, "rows.json");
    const number = results.startExport({ result, view, format: "json", columns: [], byteOrderMark: false, file });
    await results.continueExport({ export: number });
    // Waits for what the first step has begun to write.
    const { sha256, records } = await results.continueExport({ export: number });
    assert.ok(sha256 === undefined && records > 0 && records < 12_000, `${records} records`);
    assert.match(readdirSync(folder).join(), /^rows\.json\.unfinished-[0-9a-f]{8}\.part$/);
    assert.equal(results.rows({ result, view, from: 0, count: 2, columns: [] }).length, 2);
    await results.endExport({ export: number });
    assert.deepEqual(readdirSync(folder), []);
    assert.throws(() => results.continueExport({ export: number }), /not known/);
  });

  test("ends when its result is released, says so, and leaves nothing", async () => {
    const { results, result, view } = await filled(
      pageOf(...Array.from({ length: 5000 }, (_, id) => ({ id, list: Array.from({ length: 60 }, () => [id]) }))),
    );
    const file = path.join(folder, "rows.json");
    const number = results.startExport({ result, view, format: "json", columns: [], byteOrderMark: false, file });
    await results.continueExport({ export: number });
    const step = Promise.resolve(results.continueExport({ export: number }));
    results.release({ result });
    await assert.rejects(step, /rows were closed or run again/);
    await assert.rejects(Promise.resolve(results.continueExport({ export: number })), /rows were closed or run again/);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("leaves nothing of any file when all exports end", async () => {
    const { results, result, view } = await filled(
      pageOf(...Array.from({ length: 5000 }, (_, id) => ({ id, list: Array.from({ length: 60 }, () => [id]) }))),
    );
    const start = (name: string) =>
      results.startExport({ result, view, format: "json", columns: [], byteOrderMark: false, file: path.join(folder, name) });
    const [one, other] = [start("one.json"), start("other.json")];
    for (const number of [one, other, one, other]) await results.continueExport({ export: number });
    assert.equal(readdirSync(folder).length, 2);
    await results.endExports();
    assert.deepEqual(readdirSync(folder), []);
    await assert.rejects(Promise.resolve(results.continueExport({ export: one })), /Visual Studio Code closes/);
  });

  test("takes the place of what an export that died has left, and touches nothing else", async () => {
    const { results, ...view } = await filled(pageOf({ id: "a" }));
    const others = [
      "rows.csv.manifest.json.unfinished-0123abcd.part",
      "rowsXcsv.unfinished-0123abcd.part",
      "rows.csv.unfinished-mine.part",
    ];
    for (const name of ["rows.csv.unfinished-0123abcd.part", "rows.csv.unfinished-4567cdef.part", ...others])
      writeFileSync(path.join(folder, name), "half");
    const number = results.startExport({
      ...view,
      format: "csv",
      columns: asColumns("id"),
      byteOrderMark: false,
      file: path.join(folder, "rows.csv"),
    });
    await finished(results, number);
    assert.deepEqual(readdirSync(folder).toSorted(), ["rows.csv", ...others].toSorted());
    assert.equal(readFileSync(path.join(folder, "rows.csv"), "utf8"), "ID\r\na\r\n");
  });

  test("of two to the same file the later is written, and the earlier says so", async () => {
    const file = path.join(folder, "rows.csv");
    const [earlier, later] = [new PartFile(file), new PartFile(file)];
    await earlier.write(Buffer.from("earlier"));
    await earlier.write(Buffer.from(", and more"));
    await later.write(Buffer.from("later"));
    await later.write(Buffer.alloc(0));
    await assert.rejects(earlier.finish(), /“rows\.csv” was not written: another export to the same file began meanwhile/);
    await earlier.remove();
    await later.finish();
    assert.deepEqual(readdirSync(folder), ["rows.csv"]);
    assert.equal(readFileSync(file, "utf8"), "later");
  });

  const ownersOf = (handle: FileHandle) => ({
    stat: handle.stat.bind(handle),
    chown: handle.chown.bind(handle),
    chmod: handle.chmod.bind(handle),
  });

  /** What is done to the system, in order. */
  function watched(failing: Readonly<Record<string, string>> = {}): { readonly calls: string[]; readonly system: FileSystem } {
    const calls: string[] = [];
    const done = (call: string) => {
      calls.push(call);
      const code = failing[call];
      if (code !== undefined) throw Object.assign(new Error(code), { code });
    };
    const system: FileSystem = {
      readdir,
      rm,
      async rename(from, to) {
        done("rename");
        await rename(from, to);
      },
      async open(name, flags, mode) {
        const what = flags === "r" ? "folder" : "file";
        done(`open ${what}`);
        const handle = await open(name, flags, mode);
        return {
          ...ownersOf(handle),
          write: (async (data: Uint8Array, from: number, length: number) => {
            done("write");
            return handle.write(data, from, length);
          }) as never,
          async sync() {
            done(`sync ${what}`);
            await handle.sync();
          },
          async close() {
            await handle.close();
            done(`close ${what}`);
          },
        };
      },
    };
    return { calls, system };
  }

  const whole = ["open file", "write", "sync file", "close file", "rename", "open folder", "sync folder", "close folder"];

  test("gives the file its name when the disk has its bytes, and then has the disk keep the name", async () => {
    const { calls, system } = watched();
    const part = new PartFile(path.join(folder, "rows.csv"), system);
    await part.write(Buffer.from("x"));
    await part.finish();
    assert.deepEqual(calls, whole);
  });

  test("is written where folders, or files, cannot be flushed", async () => {
    const gone = (...left: readonly string[]) => whole.filter((call) => !left.includes(call));
    for (const [failing, expected] of [
      [{ "open folder": "EISDIR" }, gone("sync folder", "close folder")],
      [{ "sync folder": "EPERM" }, whole],
      [{ "sync file": "ENOTSUP" }, whole],
    ] as const) {
      const { calls, system } = watched(failing);
      const file = path.join(folder, "rows.csv");
      const part = new PartFile(file, system);
      await part.write(Buffer.from("x"));
      await part.finish();
      assert.deepEqual([calls, readFileSync(file, "utf8")], [expected, "x"]);
    }
  });

  test("has no name when the disk cannot keep its bytes", async () => {
    const { calls, system } = watched({ "sync file": "ENOSPC" });
    const part = new PartFile(path.join(folder, "rows.csv"), system);
    await part.write(Buffer.from("x"));
    await assert.rejects(part.finish(), /“rows\.csv” was not written: the disk is full/);
    await part.remove();
    assert.deepEqual([calls.includes("rename"), readdirSync(folder)], [false, []]);
  });

  test("names the folder that is not there", async () => {
    const { results, ...view } = await filled(pageOf({ id: "a" }));
    const file = path.join(folder, "gone", "rows.csv");
    const number = results.startExport({ ...view, format: "csv", columns: asColumns("id"), byteOrderMark: false, file });
    await assert.rejects(finished(results, number), (error: Error) => {
      assert.equal(error.message, `“rows.csv” was not written: there is no folder ${path.join(folder, "gone")}. Choose another one.`);
      return true;
    });
  });

  test("does not replace a folder, and keeps an older file until the new one is whole", async () => {
    const { results, ...view } = await filled(pageOf({ id: "a" }));
    mkdirSync(path.join(folder, "rows.csv"));
    const order = { ...view, format: "csv" as const, columns: asColumns("id"), byteOrderMark: false };
    await assert.rejects(
      finished(results, results.startExport({ ...order, file: path.join(folder, "rows.csv") })),
      /“rows\.csv” was not written/,
    );
    assert.deepEqual(readdirSync(folder), ["rows.csv"]);
    const file = path.join(folder, "old.csv");
    writeFileSync(file, "old");
    const number = results.startExport({ ...order, file });
    assert.equal(readFileSync(file, "utf8"), "old");
    await finished(results, number);
    assert.equal(readFileSync(file, "utf8"), "ID\r\na\r\n");
  });

  /** A disk that breaks when `bytes` have been written, and takes only a part of what it is given. */
  const breaking = (bytes: number, code: string): FileSystem => ({
    rename,
    rm,
    readdir,
    async open(file, flags, mode) {
      const handle = await open(file, flags, mode);
      let left = bytes;
      return {
        ...ownersOf(handle),
        close: () => handle.close(),
        sync: () => handle.sync(),
        write: (async (data: Uint8Array, from: number, length: number) => {
          const some = Math.min(length, left, 10);
          if (some === 0) throw Object.assign(new Error(`${code}: broken`), { code });
          left -= some;
          return handle.write(data, from, some);
        }) as never,
      };
    },
  });

  const noPages = {
    placeOf: () => assert.fail("no page is needed"),
    expand: () => assert.fail("no page is needed"),
    meanBytes: 0,
  };
  const ids = { pages: noPages, areInMemory: () => true, cells: (records: Uint32Array) => Array.from(records, (record) => [record]) };

  test("says when the disk is full, again and again, and leaves nothing", async () => {
    const file = path.join(folder, "rows.csv");
    const order: ExportOrder = { result: 1, view: 1, format: "csv", columns: asColumns("id"), byteOrderMark: false, file };
    const full = new Export(
      order,
      Uint32Array.from({ length: 1000 }, (_, index) => index),
      ids,
      new PartFile(file, breaking(500, "ENOSPC")),
    );
    const run = async () => {
      while ((await full.next()).sha256 === undefined);
    };
    await assert.rejects(run(), /“rows\.csv” was not written: the disk is full\. Free some space, or choose another folder\./);
    await assert.rejects(run(), /the disk is full/);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("writes all where the system takes a little at a time", async () => {
    const file = path.join(folder, "rows.csv");
    const order: ExportOrder = { result: 1, view: 1, format: "csv", columns: asColumns("id"), byteOrderMark: false, file };
    const slow = new Export(order, Uint32Array.of(1, 2, 3, 1_000_000), ids, new PartFile(file, breaking(Infinity, "")));
    while ((await slow.next()).sha256 === undefined);
    assert.equal(readFileSync(file, "utf8"), "ID\r\n1\r\n2\r\n3\r\n1000000\r\n");
  });

  test("says which folder allows no writing", async function () {
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip(); // who may write anywhere
    const closed = path.join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    const file = path.join(closed, "rows.csv");
    const part = new PartFile(file);
    await part.write(Buffer.from("x")).catch(() => undefined);
    await assert.rejects(part.finish(), new RegExp(`“rows\\.csv” was not written: ${closed} does not allow it`));
    assert.ok(!existsSync(file));
  });
});

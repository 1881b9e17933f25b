import assert from "node:assert/strict";
import { manifestQuestion, rowsQuestion } from "../../../../src/host/exports/replaceQuestion.ts";
import type { OldFile } from "../../../../src/results/texts/target.ts";

const old: OldFile = { version: "1", mode: 0o600, uid: 1, gid: 1 };
const another = "Choose Another Name…";

suite("The question before a file is replaced", () => {
  const rows = { name: "/repo/rows.csv", file: "/repo/rows.csv" };
  const linkedRows = { ...rows, file: "/home/ada/.bashrc", link: "/home/ada/.bashrc", old };
  const name = "/repo/rows.csv.manifest.json";
  const manifest = { name, file: name, old };
  const linked = { name, file: "/home/ada/.profile", link: "/home/ada/.profile", old };

  test("is not asked of a name that the save dialog has asked about, nor where there is no manifest", () => {
    assert.deepEqual(
      [rowsQuestion(rows), rowsQuestion({ ...rows, old }), manifestQuestion({ name, file: name }, undefined, "Tenant Activity")],
      [undefined, undefined, undefined],
    );
  });

  test("of a link names the file that it leads to in full, and Enter does not replace it", () => {
    assert.deepEqual(rowsQuestion(linkedRows), {
      message: "“rows.csv” is a link to /home/ada/.bashrc.",
      detail: "The rows would be written there, and what is in that file would be lost.",
      replace: "Replace That File",
      buttons: [another, "Replace That File"],
    });
  });

  test("of a path that would be read as something else shows what it is", () => {
    const link = "/home/[a](command:b)/\u202Ex\ny";
    assert.equal(rowsQuestion({ ...linkedRows, file: link, link })?.message, "“rows.csv” is a link to /home/[a] (command:b)/\\u202ex y.");
  });

  test("of a manifest says whose it is; Enter replaces only one of ours that is no link", () => {
    const said = [
      manifestQuestion(manifest, "12:00", "Tenant Activity"),
      manifestQuestion(manifest, undefined, "Tenant Activity"),
      manifestQuestion(linked, "12:00", "Tenant Activity"),
      manifestQuestion(linked, undefined, "Tenant Activity"),
    ].map((question) => [question?.message, question?.detail, question?.buttons]);
    const isThere = "“rows.csv.manifest.json” is there already. Replace it?";
    const isLink = "“rows.csv.manifest.json” is a link to /home/ada/.profile.";
    const ours = "It describes the rows that were exported at 12:00. The manifest of this export would";
    const theirs = "It was not written by an export of Tenant Activity. The manifest of this export would";
    assert.deepEqual(said, [
      [isThere, `${ours} take its place.`, ["Replace", another]],
      [isThere, `${theirs} take its place, and what is in it would be lost.`, [another, "Replace"]],
      [isLink, `${ours} be written there.`, [another, "Replace That File"]],
      [isLink, `${theirs} be written there, and what is in it would be lost.`, [another, "Replace That File"]],
    ]);
  });
});

import * as vscode from "vscode";
import type { documentCommands } from "../../commands/documents.ts";
import { register } from "../register.ts";
import { scheme } from "./documents.ts";
import type { RecordDifferences } from "./recordDifferences.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";

/** Hovers, references, links and so on in documents of records: read when the first of them opens. */
export function helpRecords(options: RecordHelpOptions): vscode.Disposable {
  const language = () => import("./recordLanguage.ts");
  let started: vscode.Disposable | undefined;
  let isOver = false;
  const start = async (): Promise<void> => {
    const { startRecordLanguage } = await language();
    if (!isOver) started ??= startRecordLanguage(options);
  };
  const startFor = ({ uri }: vscode.TextDocument): void => {
    if (uri.scheme === scheme && !started) void start();
  };
  for (const document of vscode.workspace.textDocuments) startFor(document);
  let comparing: Promise<RecordDifferences> | undefined;
  const differences = (): Promise<RecordDifferences> =>
    (comparing ??= import("./recordDifferences.ts").then((module) => new module.RecordDifferences(options)));
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(startFor),
    register<typeof documentCommands>({
      showChanges: async (meant: unknown) => (await differences()).showChanges(meant),
      compareRecords: async (one: unknown, other: unknown) => (await differences()).compareRecords(one, other),
      compareLastGood: async (meant: unknown) => (await differences()).compareWithLastGood(meant),
      showIdsAndTimes: async () => (await differences()).fold(false),
      hideIdsAndTimes: async () => (await differences()).fold(true),
      lookUpNames: async (from: unknown, id: unknown) => (await options.grids.names()).ask(from, id),
      stopLookingUpNames: async () => (await options.grids.names()).stopAsking(),
      filterFor: async () => (await language()).filterGrid(options),
      listReferences: () => vscode.commands.executeCommand("references-view.findReferences"),
      copyUnknownMembers: async () => (await language()).copyUnknownMembers(),
    }),
    {
      dispose() {
        isOver = true;
        started?.dispose();
        void comparing?.then((one) => one.dispose());
      },
    },
  );
}

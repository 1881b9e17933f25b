import * as vscode from "vscode";
import { memberLinks, type MemberLink } from "../../records/memberLinks.ts";
import type { Portals } from "../../records/portalLinks.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";
import { rangeOf, readRecord, type ReadRecord } from "./recordText.ts";

/** Pages of the portals that values of records lead to. */
export class PortalLinks {
  readonly #grids: RecordHelpOptions["grids"];
  /** Links are asked for at each hover. */
  readonly #known = new WeakMap<ReadRecord, { readonly of: string; readonly links: readonly MemberLink[] }>();

  constructor({ grids }: Pick<RecordHelpOptions, "grids">) {
    this.#grids = grids;
  }

  register(ofRecords: vscode.DocumentSelector): vscode.Disposable {
    return vscode.languages.registerDocumentLinkProvider(ofRecords, {
      provideDocumentLinks: async (document) => {
        const read = readRecord(document);
        if (!read) return [];
        return (await this.of(read)).map(({ member, link }) => {
          // The name, as a click on the value already leads to the records that have it, too.
          const shown = new vscode.DocumentLink(rangeOf(document, member.name ?? member.at), vscode.Uri.parse(link.address, true));
          shown.tooltip = link.label;
          return shown;
        });
      },
    });
  }

  async of(read: ReadRecord): Promise<readonly MemberLink[]> {
    const portals: Portals | undefined = await this.#grids.portals(read.key.connection);
    const of = JSON.stringify(portals ?? {});
    const known = this.#known.get(read);
    if (known?.of === of) return known.links;
    const links = portals ? memberLinks(read.members, read.report, read.record, portals) : [];
    this.#known.set(read, { of, links });
    return links;
  }
}

import * as vscode from "vscode";
import { termsOf, withTerms, type PickedValue, type Query, type Zone } from "../../query/index.ts";
import type { EntityKind } from "../../reports/entityPlaces.ts";
import { reportById, type Report, type ReportId } from "../../reports/index.ts";
import { memberNamed } from "../../reports/valueAt.ts";
import { counted } from "../../records/counted.ts";
import { destinations, valueDestinations, type Destination, type DestinationGroup, type GoToPlace } from "../../records/goTo.ts";
import { canHaveLastGood } from "../../records/lastGood.ts";
import { isObject } from "../../records/place.ts";
import { recordLinks, subjectLinks, type PortalLink, type Portals } from "../../records/portalLinks.ts";
import type { Askable } from "../../records/askables.ts";
import { lookedUpShort, originOf } from "../../records/lookedUp.ts";
import type { RecordNames } from "../names/recordNames.ts";
import { recordTitle } from "../../records/recordTitle.ts";
import type { Subject } from "../../records/subjects.ts";
import { cutMiddle } from "../../records/visible.ts";
import type { Collection } from "../../sessions/collection.ts";
import { costOf } from "../../sessions/goToCost.ts";
import { answererOf } from "../../sources/graph/plan.ts";
import { harmless } from "../harmless.ts";
import { openLink } from "../openLink.ts";

/** What a person goes on from. */
export interface GoToSource {
  readonly report: Report;
  /** One that has what the person is at. */
  readonly record: unknown;
  /** Where in the record; missing: the record itself. */
  readonly at?: GoToPlace;
  /** A value in place of the record, which then is only one that has it. */
  readonly value?: { readonly path: string; readonly value: PickedValue };
  /** Of the grid that shows the record. */
  readonly query?: Query;
  /** What the grid has loaded. */
  readonly collection?: Collection | undefined;
  readonly zone: Zone;
}

/** Where it can be gone to. */
export interface GoToWorld {
  /** What the grids of the connection have loaded, the newest first. */
  readonly collections: readonly Collection[];
  /** Whether the person has seen a report that few need, or may read it. */
  offers(report: ReportId): boolean;
  /** Missing: the connection has no portal. */
  readonly portals?: Portals | undefined;
  /** What the directory calls those that the record names. */
  readonly names: RecordNames;
  /** Asks for another record to compare this one with; missing: there is no grid that has it. */
  readonly compare?: { ask(): Promise<unknown>; /** Its title, where that is not the one that one comes from. */ readonly grid?: string };
  /** Opens the record beside the last one before it that worked. */
  compareWithLastGood?(): Promise<unknown>;
  /** `here`: in the grid that one comes from. */
  show(title: string, text: string, here: boolean): Promise<unknown>;
  /** Shows rows of what is loaded. */
  showLoaded(title: string, collection: Collection, query: Query, here: boolean): Promise<unknown>;
}

const words: Readonly<Record<EntityKind, string>> = {
  user: "User",
  application: "App",
  servicePrincipal: "Service principal",
  device: "Device",
  address: "Address",
  group: "Group",
  role: "Role",
  policy: "Policy",
  session: "Session",
  correlation: "Correlation id",
  request: "Request id",
};

const longestName = 60;
const shown = (text: string): string => harmless(cutMiddle(text, longestName));

interface Item extends vscode.QuickPickItem {
  readonly act?: (here: boolean) => unknown;
  /** It asks on in a pick of its own, which takes the place of this one: one that closes before gives the focus back to the grid, which takes it from the next. */
  readonly asksOn?: true;
}

const hereButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("window"), tooltip: "Open in This Grid" };

/** What the directory can be asked for of a thing; undefined where it may not. */
const askableOf = ({ entities }: Subject, { names }: GoToWorld): Askable | undefined =>
  names.ids.find(({ id, keys }) => entities.some((entity) => entity.id.toLowerCase() === id && keys.includes(entity.key)));

function nameItem({ kind }: Subject, askable: Askable, { names }: GoToWorld, zone: Zone): Item {
  const known = names.known(askable);
  return {
    label: known ? "Look Up Name Again" : "Look Up Name",
    description: known
      ? `${known.name === undefined ? "not found" : shown(known.name)} · ${originOf(known, zone, new Date())}`
      : `${words[kind]} ${cutMiddle(askable.id, 9)} in the directory`,
    iconPath: new vscode.ThemeIcon("account"),
    act: () => names.lookUp(askable),
  };
}

const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

const nameOf = ({ entities, name }: Subject): string => shown(name ?? entities[0]?.id ?? "");

/** The collection in which a query that the service does not answer is looked for first: that of the grid, else the largest. */
function loadedFor({ query }: Destination, { collection }: GoToSource, { collections }: GoToWorld): Collection | undefined {
  if (collection && collection.report.id === query.report && collection.loaded > 0) return collection;
  return collections
    .filter(({ report, loaded }) => report.id === query.report && loaded > 0)
    .toSorted((one, other) => other.loaded - one.loaded)[0];
}

function itemsOf(group: DestinationGroup, source: GoToSource, world: GoToWorld, canBeHere: boolean): Item[] {
  const buttons = canBeHere ? [hereButton] : [];
  return group.destinations.flatMap((destination): Item[] => {
    const { label, query, text, by } = destination;
    const report = reportById(query.report);
    const named = `${label}${group.subject ? ` · ${nameOf(group.subject)}` : ""}`;
    const all: Item = {
      label: by === "service" ? label : `${label}, asking for all`,
      description: by === "service" ? "answered by the service" : costOf(query, world.collections, new Date(), source.zone),
      iconPath: new vscode.ThemeIcon(by === "service" ? "cloud" : "cloud-download"),
      buttons,
      act: (here) => world.show(named, text, here),
    };
    const collection = by === "service" ? undefined : loadedFor(destination, source, world);
    if (!collection) return [all];
    const { ran, loaded } = collection;
    const narrowed = withTerms(ran, [...termsOf(ran), ...termsOf(query)]);
    return [
      {
        // VS Code puts the shorter of two labels that begin with the typed words first: this one is to come before "asking for all".
        label: `${label}, loaded only`,
        description: `no request: ${counted(loaded, report.noun)} of an open grid`,
        iconPath: new vscode.ThemeIcon("filter"),
        buttons,
        act: (here) => world.showLoaded(named, collection, narrowed, here),
      },
      all,
    ];
  });
}

const linkItem = ({ label, address }: PortalLink): Item => ({
  label,
  description: new URL(address).host,
  iconPath: new vscode.ThemeIcon("link-external"),
  act: () => openLink(address),
});

const copyItem = (label: string, text: string): Item => ({
  label,
  description: shown(text),
  iconPath: new vscode.ThemeIcon("copy"),
  act: () => vscode.env.clipboard.writeText(text),
});

function titleOf({ value, record, report, zone }: GoToSource): string {
  if (value) return shown(value.value === null ? "(empty)" : String(value.value));
  return isObject(record) ? shown(recordTitle(record, report, zone)) : report.noun;
}

/** What there is to pick from. `canBeHere`: there is a grid that can go there itself. */
export function goToItems(source: GoToSource, world: GoToWorld, canBeHere: boolean): Item[] {
  const { report, record, value, query, zone, at } = source;
  const options = { now: new Date(), zone, answererOf, offers: (id: ReportId) => world.offers(id), ...(query && { query }) };
  const groups = value
    ? valueDestinations(report, record, value, options)
    : destinations(report, record, { ...options, ...(at && { at }) });
  const items: Item[] = [];
  for (const group of groups) {
    const { subject } = group;
    const askable = subject && askableOf(subject, world);
    const known = askable && subject.name === undefined ? world.names.known(askable) : undefined;
    const title = subject
      ? `${words[subject.kind]} · ${known?.name === undefined ? nameOf(subject) : shown(lookedUpShort(known))}`
      : value
        ? titleOf(source)
        : `This ${report.noun}`;
    items.push(separator(title), ...itemsOf(group, source, world, canBeHere));
    const { compare } = world;
    if (!subject && !value && compare)
      items.push({
        label: "Compare with…",
        description: `another ${report.noun} of the grid${compare.grid === undefined ? "" : ` ${shown(compare.grid)}`}, in the diff editor`,
        iconPath: new vscode.ThemeIcon("diff"),
        act: () => compare.ask(),
        asksOn: true,
      });
    if (!subject && !value && world.compareWithLastGood && canHaveLastGood(report, record))
      items.push({
        label: `Compare with the last good ${report.noun}`,
        description: "of the same user and application: a loaded one, or one request",
        iconPath: new vscode.ThemeIcon("diff"),
        act: () => world.compareWithLastGood?.(),
      });
    if (subject) {
      items.push(copyItem(`Copy ${subject.kind === "request" ? "Request Id" : "Id"}`, subject.entities[0]?.id ?? ""));
      if (askable) items.push(nameItem(subject, askable, world, zone));
      if (world.portals) items.push(...subjectLinks(subject, record, report, world.portals).map(linkItem));
    }
    if (group.further !== undefined)
      items.push(separator(`${counted(group.further, "more id")} in this ${report.noun}: go on from one in the details`));
  }
  if (value) return items;
  const id = isObject(record) ? memberNamed(record, report.keyField) : undefined;
  const isNamed = groups.some(({ subject }) => subject?.entities.some((entity) => entity.key === report.keyField));
  if (typeof id === "string" && id !== "" && !isNamed) items.push(separator("Id"), copyItem("Copy Id", id));
  if (world.portals) {
    const links = recordLinks(record, report, world.portals);
    if (links.length > 0) items.push(separator("In the browser"), ...links.map(linkItem));
  }
  return items;
}

/** Asks where to go from there, and goes. `here`: the grid that one comes from goes there, unless a button says otherwise. */
export async function pickGoTo(source: GoToSource, world: GoToWorld, here: boolean, canBeHere = true): Promise<void> {
  const items = goToItems(source, world, canBeHere);
  if (items.length === 0) {
    void vscode.window.showInformationMessage("Nothing here names anything that one can go to.");
    return;
  }
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = `Go To${here ? ", in This Grid" : ""}: ${titleOf(source)}`;
  pick.placeholder = here ? "Where should this grid go?" : "What should open in a new grid beside?";
  pick.matchOnDescription = true;
  // A grid gets the focus back when the palette or a menu closes.
  pick.ignoreFocusOut = true;
  pick.items = items;
  const first = items.find(({ act }) => act);
  if (first) pick.activeItems = [first];
  try {
    const chosen = await new Promise<{ readonly item: Item; readonly here: boolean } | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        resolve(item && { item, here });
      });
      pick.onDidTriggerItemButton(({ item }) => {
        resolve({ item, here: true });
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
    });
    if (!chosen?.item.asksOn) pick.hide();
    await chosen?.item.act?.(chosen.here);
  } finally {
    pick.dispose();
  }
}

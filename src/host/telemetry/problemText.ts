import { clouds } from "../../auth/clouds.ts";
import { wayIds } from "../../auth/ways.ts";

/** What is told of one setting by the manifest: the part of JSON schema that says which values may be shown. */
export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Everything in it is taken for hostile: it may come from settings, other extensions or an odd build. */
export interface ProblemFacts {
  readonly versions: Readonly<Record<"extension" | "vscode" | "node" | "platform" | "arch", unknown>>;
  /** `desktop`, `web`, `codespaces` …, and the kind of remote window. */
  readonly appHost: unknown;
  readonly remoteName: unknown;
  readonly isTrusted: boolean;
  /** The connections as they are stored. */
  readonly connections: unknown;
  /** By full name: the schema, the default and what counts now. */
  readonly settings: readonly { readonly name: string; readonly schema: SettingSchema; readonly usual: unknown; readonly value: unknown }[];
}

const remotes = ["ssh-remote", "wsl", "dev-container", "attached-container", "codespaces", "tunnel"];
const hosts = ["desktop", "web", "codespaces", "github.dev", "vscode.dev", "server-distro"];

const oneOf = (value: unknown, known: readonly string[], other = "other"): string =>
  known.find((one) => one === value) ?? (value === undefined ? "none" : other);
/** `1.101.0-insider`, `v22.15.0`: nothing else that somebody may have put there. */
const version = (value: unknown): string =>
  typeof value === "string" && /^v?\d{1,5}(\.\d{1,5}){1,3}(-insider|-exploration)?$/.test(value) ? value : "unknown";

/** Versions and settings that differ from the usual, with room for the story: no name of a person, tenant, host, query or folder is in it. */
export function problemText({ versions, appHost, remoteName, isTrusted, connections, settings }: ProblemFacts): string {
  const platform = oneOf(versions.platform, ["linux", "darwin", "win32", "freebsd"]);
  const arch = oneOf(versions.arch, ["x64", "arm64", "arm", "ia32"]);
  const changed = settings.filter(({ usual, value }) => JSON.stringify(usual) !== JSON.stringify(value));
  return [
    "What I did:",
    "",
    "What happened:",
    "",
    "What I expected:",
    "",
    "---",
    `Tenant Activity ${version(versions.extension)}`,
    `VS Code ${version(versions.vscode)} (${oneOf(appHost, hosts)}; remote: ${oneOf(remoteName, remotes)}), Node ${version(versions.node)}, ${platform} ${arch}`,
    `Workspace: ${isTrusted ? "trusted" : "Restricted Mode"}`,
    `Connections: ${connectionsText(connections)}`,
    changed.length === 0 ? "Settings: all as they come" : "Settings that are not as they come:",
    ...changed.map(({ name, schema, value }) => `  ${name}: ${settingText(schema, value)}`),
    "",
  ].join("\n");
}

function connectionsText(stored: unknown): string {
  if (!Array.isArray(stored) || stored.length === 0) return "the demo tenant alone";
  return stored
    .map((connection) => {
      const { way, cloud } = (connection ?? {}) as { readonly way?: unknown; readonly cloud?: unknown };
      return `${oneOf(way, wayIds)} in ${oneOf(cloud, [...Object.keys(clouds), "custom"])}`;
    })
    .join(", ");
}

/** Values that the manifest lists, numbers and yes or no; of anything else only how much there is. */
function settingText({ enum: members = [], examples = [], properties = {}, type }: SettingSchema, value: unknown): string {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") {
    const known = type === "string" && [...members, ...examples].find((one) => one === value);
    return typeof known === "string" ? known : "a text of its own";
  }
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  if (typeof value !== "object" || value === null) return "nothing";
  const own = Object.entries(value as Readonly<Record<string, unknown>>);
  const shown = own.flatMap(([name, member]) =>
    Object.hasOwn(properties, name) && (typeof member === "number" || typeof member === "boolean") ? [`${name} ${member}`] : [],
  );
  const more = own.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ") || "empty";
}

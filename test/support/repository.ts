export interface RepositoryMembers {
  readonly repository: { readonly type: "git"; readonly url: string };
  readonly bugs: { readonly url: string };
  readonly homepage: string;
}

/**
 * What package.json says of where the sources are, of the address that the build variable TENANT_ACTIVITY_REPOSITORY gives: a page such as
 * `https://github.com/someone/tenant-activity`. Undefined without one: such a build has no links. Throws for what is no such address.
 */
export function repositoryMembers(address: string | undefined): RepositoryMembers | undefined {
  if (!address) return undefined;
  const page = address.replace(/\/+$/, "").replace(/\.git$/, "");
  if (!/^https:\/\/[\w.-]+(?:\/[\w.-]+){2,}$/.test(page))
    throw new Error(
      `TENANT_ACTIVITY_REPOSITORY is no address of a repository's page, like https://github.com/someone/tenant-activity: ${address}`,
    );
  return { repository: { type: "git", url: `${page}.git` }, bugs: { url: `${page}/issues` }, homepage: `${page}#readme` };
}

/** What vsce is told, so that relative links of the papers lead to the repository; without one they stay as they are. */
export function linkOptions(members: RepositoryMembers | undefined): string[] {
  if (!members) return ["--no-rewrite-relative-links"];
  const page = members.repository.url.replace(/\.git$/, "");
  return ["--baseContentUrl", `${page}/blob/HEAD`, "--baseImagesUrl", `${page}/raw/HEAD`];
}

/** The README of a package: its pictures are not packed, and are shown from the repository; where there is none to ask, they are left out. */
const withPictures = (text: string, members: RepositoryMembers | undefined): string =>
  members
    ? text.replaceAll(
        /\b(src|srcset)="(docs\/pictures\/[^"]+)"/g,
        (_, member: string, file: string) => `${member}="${members.repository.url.replace(/\.git$/, "")}/raw/HEAD/${file}"`,
      )
    : text.replaceAll(/<picture>.*?<\/picture>\n*/gs, "");

/** A package whose package.json, and what the gallery and VS Code read beside it, have these members; `contents`: path -> content. */
export function withRepository(contents: ReadonlyMap<string, Buffer>, members: RepositoryMembers | undefined): ReadonlyMap<string, Buffer> {
  const changed = (name: string, change: (text: string) => string): [string, Buffer] => {
    const text = contents.get(name)?.toString();
    if (text === undefined) throw new Error(`The package has no ${name}.`);
    return [name, Buffer.from(change(text))];
  };
  const readme = changed("extension/readme.md", (text) => withPictures(text, members));
  if (!members) return new Map([...contents, readme]);
  const { repository, bugs, homepage } = members;
  const links = {
    Source: repository.url,
    Getstarted: repository.url,
    [repository.url.startsWith("https://github.com/") ? "GitHub" : "Repository"]: repository.url,
    Support: bugs.url,
    Learn: homepage,
  };
  const properties = Object.entries(links).map(
    ([name, url]) => `\t\t\t\t<Property Id="Microsoft.VisualStudio.Services.Links.${name}" Value="${url}" />\n`,
  );
  return new Map([
    ...contents,
    readme,
    changed("extension/package.json", (text) => `${JSON.stringify({ ...(JSON.parse(text) as object), ...members }, undefined, 2)}\n`),
    changed("extension.vsixmanifest", (text) => text.replace(/[ \t]*<\/Properties>/, (end) => `${properties.join("")}${end}`)),
  ]);
}

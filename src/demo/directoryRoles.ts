/** A role of the directory, as audits name it. */
export interface DirectoryRole {
  readonly name: string;
  /** The same in every tenant. */
  readonly template: string;
  readonly wellKnown: string;
}

// name | template id | well-known name
const table = `
Global Reader|f2ef992c-3afb-46b9-b7cf-a126ee74c451|GlobalReaders
Security Reader|5d6b6bb7-de71-4623-b4af-96380a352509|SecurityReaders
Helpdesk Administrator|729827e3-9c14-49f7-bb1b-9608f156bbb8|HelpdeskAdmins
User Administrator|fe930be7-5e62-47db-91af-98c3a49a38b1|UserAccountAdmins
Application Administrator|9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3|ApplicationAdministrators
Exchange Administrator|29232cdf-9323-42fd-ade2-1d097af3e4de|ExchangeServiceAdmins
Global Administrator|62e90394-69f5-4237-9190-012177145e10|TenantAdmins
Conditional Access Administrator|b1be1c3e-b65d-4f19-8427-f6fa0d97feb9|ConditionalAccessAdministrators`;

export const directoryRoles: readonly DirectoryRole[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", template = "", wellKnown = ""] = line.split("|");
    return { name, template, wellKnown };
  });

/** Those that are given and activated every day. */
export const usualRoles = directoryRoles.slice(0, 6);

export function roleNamed(name: string): DirectoryRole {
  const role = directoryRoles.find((each) => each.name === name);
  if (!role) throw new Error(`The demo has no role ${name}.`);
  return role;
}

import type { DirectoryRole } from "./directoryRoles.ts";
import type { Person } from "./people.ts";

/** What an audit was done to. */
export interface Target {
  readonly id: string | null;
  readonly displayName: string | null;
  readonly type: string;
  readonly userPrincipalName: string | null;
  readonly groupType: string | null;
  readonly administrativeUnits: readonly string[];
  readonly modifiedProperties: readonly Change[];
}

/** A property of a target with both values, each a JSON text; null where there is none. */
export interface Change {
  readonly displayName: string | null;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** An object of the directory that audits name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** An application with the object that stands for it here. */
export interface Principal {
  readonly name: string;
  readonly id: string;
  readonly principal: string;
}

/** JSON text, as the service puts values of changed properties. */
export const quoted = (value: unknown): string => JSON.stringify(value);

export const change = (displayName: string, oldValue: string | null, newValue: string | null): Change => ({
  displayName,
  oldValue,
  newValue,
});

/** A property that came, or went: one of the two values is missing. */
const one = (displayName: string, value: unknown, added: boolean): Change =>
  added ? change(displayName, null, quoted(value)) : change(displayName, quoted(value), null);

/** A property of an object that is new: the service writes an empty list for what was there before. */
const fresh = (displayName: string, value: unknown): Change => change(displayName, "[]", quoted([value]));

/** The summary that closes the list of changes of an object of the directory. */
const updated = (...names: string[]): Change => change("Included Updated Properties", null, quoted(names.join(", ")));

export const userTarget = (person: Person, ...modifiedProperties: Change[]): Target => ({
  id: person.id,
  displayName: person.index % 3 ? null : person.displayName,
  type: "User",
  userPrincipalName: person.userPrincipalName,
  groupType: null,
  administrativeUnits: [],
  modifiedProperties,
});

/** The same with the name, which the service often leaves out. */
export const namedUserTarget = (person: Person, ...changes: Change[]): Target => ({
  ...userTarget(person, ...changes),
  displayName: person.displayName,
});

export const target = (type: string, id: string | null, displayName: string | null, ...modifiedProperties: Change[]): Target => ({
  id,
  displayName,
  type,
  userPrincipalName: null,
  groupType: type === "Group" ? (displayName?.startsWith("Project") ? "unifiedGroups" : "azureAD") : null,
  administrativeUnits: [],
  modifiedProperties,
});

export const groupTarget = (group: Named, ...changes: Change[]): Target => target("Group", group.id, group.name, ...changes);
export const principalTarget = (app: Principal, ...changes: Change[]): Target =>
  target("ServicePrincipal", app.principal, app.name, ...changes);

/** Somebody's membership of a group that began, or ended: it stands with the member. */
export const membership = (group: Named, added: boolean): Change[] => [
  one("Group.ObjectID", group.id, added),
  one("Group.DisplayName", group.name, added),
];

/** The same of a directory role. */
export const roleMembership = (role: DirectoryRole, added: boolean): Change[] => [
  one("Role.DisplayName", role.name, added),
  one("Role.TemplateId", role.template, added),
  one("Role.WellKnownObjectName", role.wellKnown, added),
];

export const newGroup = (group: Named, ...more: Change[]): Change[] => [
  fresh("DisplayName", group.name),
  fresh("MailEnabled", false),
  fresh("SecurityEnabled", true),
  ...more,
  updated("DisplayName", "MailEnabled", "SecurityEnabled"),
];

export const newPrincipal = (app: Principal): Change[] => [
  fresh("AccountEnabled", true),
  fresh("AppPrincipalId", app.id),
  fresh("DisplayName", app.name),
  updated("AccountEnabled", "AppPrincipalId", "DisplayName"),
  change("TargetId.ServicePrincipalNames", null, quoted(app.id)),
];

export const newUser = (person: Person): Change[] => [
  fresh("AccountEnabled", true),
  fresh("DisplayName", person.displayName),
  fresh("UserPrincipalName", person.userPrincipalName),
  fresh("UserType", person.guest ? "Guest" : "Member"),
  updated("AccountEnabled", "DisplayName", "UserPrincipalName", "UserType"),
];

/** What an update of a user changed: name of a property, value before, value after. */
export const userChanges = (
  person: Person,
  ...changes: readonly (readonly [name: string, before: unknown, after: unknown])[]
): Change[] => [
  ...changes.map(([name, before, after]) => change(name, quoted([before]), quoted([after]))),
  updated(...changes.map(([name]) => name)),
  change("TargetId.UserType", null, quoted(person.guest ? "Guest" : "Member")),
];

export const hardDeleted = (): Change => change("Is Hard Deleted", null, quoted("False"));

/** A key that an application can sign in with, as `KeyDescription` lists it. */
export interface Credential {
  readonly id: string;
  readonly type: "Password" | "AsymmetricX509Cert";
  readonly name?: string;
}
const described = ({ id, type, name = "" }: Credential): string =>
  `[KeyIdentifier=${id},KeyType=${type},KeyUsage=Verify,DisplayName=${name}]`;

export const credentials = (before: readonly Credential[], after: readonly Credential[]): Change[] => [
  change("KeyDescription", quoted(before.map(described)), quoted(after.map(described))),
  updated("KeyDescription"),
];

/** A permission of an application: an application permission ("app role"). */
export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly name: string;
}

/** An app role of `resource` given to another application, or taken from it: it stands with the resource, whose target comes first. */
export const appRoleOf = (role: AppRole, to: Principal, resource: Principal, added: boolean): Change[] => [
  one("AppRole.Id", role.id, added),
  one("AppRole.Value", role.value, added),
  one("AppRole.DisplayName", role.name, added),
  one("ServicePrincipal.ObjectID", to.principal, added),
  one("ServicePrincipal.DisplayName", to.name, added),
  one("ServicePrincipal.AppId", to.id, added),
  change("TargetId.ServicePrincipalNames", null, quoted(resource.id)),
];

/** The same for a person. Most applications have one role for everybody, whose id is zeros and whose value is empty. */
export const assignment = (app: Principal, person: Person, role: AppRole = everybody): Change[] => [
  change("AppRole.Id", null, quoted(role.id)),
  change("AppRole.Value", null, quoted(role.value)),
  change("AppRole.DisplayName", null, quoted(role.name)),
  change("User.ObjectID", null, quoted(person.id)),
  change("User.UPN", null, quoted(person.userPrincipalName)),
  change("TargetId.ServicePrincipalNames", null, quoted(app.id)),
];
const everybody: AppRole = { id: "00000000-0000-0000-0000-000000000000", value: "", name: "" };

/** Scopes of `resource` that `client` may use in somebody's name, or in everybody's. The service begins the list with a space. */
export const delegatedGrant = (scopes: string, client: Principal, forAll: boolean): Change[] => [
  change("DelegatedPermissionGrant.Scope", null, quoted(` ${scopes}`)),
  change("DelegatedPermissionGrant.ConsentType", null, quoted(forAll ? "AllPrincipals" : "Principal")),
  change("ServicePrincipal.ObjectID", null, quoted(client.principal)),
  change("ServicePrincipal.DisplayName", null, quoted(client.name)),
  change("ServicePrincipal.AppId", null, quoted(client.id)),
];

export interface Consent {
  readonly client: Principal;
  readonly scopes: string;
  readonly resource: string;
  /** Who agreed for himself; none: an administrator agreed for everybody. */
  readonly person?: Person;
  readonly grant: string;
}

export const consent = ({ client, scopes, resource, person, grant }: Consent): Change[] => {
  const permission = [
    `Id: ${grant}`,
    `ClientId: ${client.principal}`,
    `PrincipalId: ${person?.id ?? ""}`,
    `ResourceId: ${resource}`,
    `ConsentType: ${person ? "Principal" : "AllPrincipals"}`,
    `Scope: ${scopes}`,
    "CreatedDateTime: ",
    "LastModifiedDateTime ",
  ].join(", ");
  return [
    change("ConsentContext.IsAdminConsent", null, quoted(person ? "False" : "True")),
    change("ConsentContext.IsAppOnly", null, quoted("False")),
    change("ConsentContext.OnBehalfOfAll", null, quoted(person ? "False" : "True")),
    change("ConsentContext.Tags", null, quoted("WindowsAzureActiveDirectoryIntegratedApp")),
    change("ConsentAction.Permissions", null, quoted(`[] => [[${permission}]]; `)),
    change("TargetId.ServicePrincipalNames", null, quoted(client.id)),
  ];
};

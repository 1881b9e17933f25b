import type { AppRole } from "./targets.ts";

/** Permissions of Microsoft Graph that applications have by themselves; the ids are the same in every tenant. */
export const graphRoles = [
  { id: "810c84a8-4a9e-49e6-bf7d-12d183f40d01", value: "Mail.Read", name: "Read mail in all mailboxes" },
  { id: "b633e1c5-b582-4048-a93e-9f11b44c7e96", value: "Mail.Send", name: "Send mail as any user" },
  { id: "01d4889c-1287-42c6-ac1f-5d1e02578ef6", value: "Files.Read.All", name: "Read files in all site collections" },
  {
    id: "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
    value: "RoleManagement.ReadWrite.Directory",
    name: "Read and write all directory RBAC settings",
  },
  { id: "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9", value: "Application.ReadWrite.All", name: "Read and write all applications" },
] as const satisfies readonly AppRole[];

export function graphRole(value: (typeof graphRoles)[number]["value"]): AppRole {
  return graphRoles.find((role) => role.value === value) as AppRole;
}

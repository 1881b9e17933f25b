/** The logs that sign-ins stand in. */
export const signInTypes = ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"] as const;
export type SignInType = (typeof signInTypes)[number];

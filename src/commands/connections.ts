import { inViewTitle, type Entries } from "./entry.ts";

/** Signing in, switching, and leaving. */
export const connectionCommands = {
  signIn: { title: "Sign In…", icon: "sign-in", menus: [inViewTitle("1_connection@2")] },
  chooseConnection: { title: "Choose Connection…", icon: "organization", menus: [inViewTitle("1_connection@1")] },
  signInAgain: { title: "Sign In Again", icon: "sign-in", palette: "tenantActivity.signedIn" },
  signOut: {
    title: "Sign Out…",
    icon: "sign-out",
    palette: "tenantActivity.signedIn",
    menus: [inViewTitle("1_connection@4", "tenantActivity.signedIn")],
  },
  renameConnection: { title: "Rename Connection…", icon: "edit", palette: "tenantActivity.signedIn" },
  removeConnection: { title: "Remove Connection…", icon: "trash", palette: "tenantActivity.signedIn" },
  forgetEverything: { title: "Forget Everything…" },
  checkAccess: {
    title: "Check Access",
    icon: "shield",
    palette: "tenantActivity.signedIn",
    menus: [inViewTitle("1_connection@3", "tenantActivity.signedIn")],
  },
  registerAppGuide: { title: "How to Register an App", icon: "question", menus: [inViewTitle("3_help@2")] },
} as const satisfies Entries;

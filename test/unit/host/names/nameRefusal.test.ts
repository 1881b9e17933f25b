import assert from "node:assert/strict";
import type { ConnectionData } from "../../../../src/auth/connectionData.ts";
import { nameRefusal } from "../../../../src/host/names/nameRefusal.ts";

const data = (change: Partial<ConnectionData> = {}): ConnectionData => ({
  ...{
    id: "one",
    name: "Contoso",
    cloud: "global",
    tenant: "contoso.com",
    way: "browser",
    clientId: "00001111-aaaa-2222-bbbb-3333cccc4444",
  },
  ...change,
});

suite("The refusal of names", () => {
  test("asks a person for the least permissions of what was refused, and for none twice", () => {
    assert.deepEqual(nameRefusal(["user", "servicePrincipal", "application"], data()), {
      message:
        "Entra refuses the names of users, service principals and applications: signing in with User.ReadBasic.All and Application.Read.All besides allows them, if you or an administrator consent.",
      action: { id: "signIn", permissions: ["User.ReadBasic.All", "Application.Read.All"] },
    });
    for (const morePermissions of [["User.ReadBasic.All"], ["Directory.Read.All"]])
      assert.deepEqual(nameRefusal(["user"], data({ morePermissions })).action, { id: "freshToken" });
  });

  test("says what an app, the Azure CLI and the demo tenant can do instead", () =>
    assert.deepEqual(
      [
        nameRefusal(["user"], data({ way: "clientSecret" })),
        nameRefusal(["group"], data({ way: "azureCli" })),
        nameRefusal(["group"], undefined),
      ],
      [
        {
          message:
            "Entra refuses the names of users: the app needs the application permissions User.Read.All. Add them in App registrations, API permissions, and have an administrator consent; then use a fresh token.",
          action: { id: "freshToken" },
        },
        {
          message:
            "Entra refuses the names of groups to the Azure CLI, which may not have GroupMember.Read.All here. Choose another way of signing in for names.",
        },
        { message: "Entra refuses the names of groups. The demo tenant's refusals are made up." },
      ],
    ));
});

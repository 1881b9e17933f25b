import fc from "fast-check";

/** Events happen from here on, within some seconds; milliseconds since 1970. */
export const firstMs = 1_760_000_000_000;

// Arbitrary records: mostly as the service sends them, now and then as nobody should.

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>("\ud800", "=cmd", "x".repeat(1500), { __proto__: null, errorCode: 1 }, ["Portal"], "", -0.5, 1e21, "true"),
);
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: usual, weight: 8 }, { arbitrary: fc.constant(null), weight: 1 }, { arbitrary: hostile, weight: 1 });
const text = (...texts: string[]) => mostly(fc.constantFrom(...texts));
const sometimes = { requiredKeys: [] };
const signIn = fc.record(
  {
    id: mostly(fc.uuid()),
    createdDateTime: mostly(
      fc
        .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom("", ".5", ".50", ".1234567", ".1234568"))
        .map(
          ([second, fraction]) =>
            `${new Date(firstMs + second * 1000).toISOString().slice(0, 19)}${fraction}${second === 5 ? "+00:00" : "Z"}`,
        ),
    ),
    appDisplayName: text("Azure Portal", "azure portal", "Microsoft Teams", "Ünal's App", "Exchange"),
    userPrincipalName: mostly(fc.nat(30).map((number) => `${number % 2 === 0 ? "user" : "User"}${number % 9}@contoso.com`)),
    servicePrincipalId: mostly(fc.constantFrom("", " ", "8F3C1A2B-0000-4000-8000-00000000000A", "8f3c1a2b-0000-4000-8000-00000000000a")),
    isInteractive: mostly(fc.boolean()),
    status: mostly(
      fc.record(
        { errorCode: mostly(fc.constantFrom(0, 50126, 50058, 65001)), failureReason: text("Other.", "Invalid password") },
        sometimes,
      ),
    ),
    location: mostly(
      fc.record(
        {
          city: text("Oslo", "Bergen"),
          geoCoordinates: mostly(fc.record({ latitude: mostly(fc.double({ noNaN: true, noDefaultInfinity: true })) })),
        },
        sometimes,
      ),
    ),
    appliedConditionalAccessPolicies: mostly(
      fc.array(fc.record({ displayName: text("Require MFA", "Block legacy"), result: text("success", "failure") }), { maxLength: 3 }),
    ),
    authenticationMethodsUsed: mostly(fc.array(text("Password", "SMS", "password"), { maxLength: 3 })),
    newMember: hostile,
  },
  sometimes,
);
const records = fc.array(fc.oneof({ arbitrary: signIn, weight: 20 }, { arbitrary: hostile, weight: 1 }), { maxLength: 12 });
const replacements = fc.array(fc.record({ position: fc.nat(11), record: fc.nat(150) }), { maxLength: 4 });
/** Pages: their records, the positions left out, and records replaced. */
export const pages = fc
  .tuple(
    fc.array(fc.tuple(records, fc.array(fc.nat(11), { maxLength: 3 }), fc.oneof(fc.constant([]), replacements)), { maxLength: 6 }),
    fc.constantFrom(1, 12),
  )
  // A large first page, with many equals: those after it are then put in their places one by one.
  .map(([list, times]) =>
    list.map(([items, ...rest], index) => [index === 0 ? new Array(times).fill(items).flat() : items, ...rest] as const),
  );

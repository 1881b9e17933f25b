import assert from "node:assert/strict";
import fc from "fast-check";
import { entities, type Entity } from "../../../src/records/entities.ts";
import { entityKinds, reportById, reports, type EntityPlace, type Field, type Report, type ReportId } from "../../../src/reports/index.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";
import { leastMs } from "../query/leastMs.ts";

const short = ({ kind, id, name, key }: Entity): string => `${kind} ${id}${name === undefined ? "" : ` (${name})`} at ${key}`;
const of = (report: ReportId, record: unknown): string[] => entities(reportById(report), record).map(short);
const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

/** What stands at a key: members from the root, positions of items among them. */
function atKey(record: unknown, key: string): unknown {
  let value = record;
  for (const step of key.split("/")) {
    const name = step === "~2" ? "" : step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

suite("Entities of a record", () => {
  test("a sign-in names its user, application, address, device, policies and what ties it to others", () =>
    assert.deepEqual(
      of("signIns", {
        id: "r1",
        correlationId: "c1",
        userId: "u1",
        userPrincipalName: "alex@contoso.com",
        userDisplayName: "Alex",
        appId: "a1",
        appDisplayName: "Portal",
        resourceId: "a2",
        resourceDisplayName: "a2",
        conditionalAccessAudiences: ["a2", "a3", 5, null],
        ipAddress: "203.0.113.9",
        deviceDetail: { deviceId: "d1", displayName: "LAPTOP-1" },
        appliedConditionalAccessPolicies: [{ id: "p1", displayName: "MFA" }, null, { displayName: "No id" }, { id: "SecurityDefaults" }],
        sessionId: "s1",
      }),
      [
        "user u1 (Alex) at userId",
        "user alex@contoso.com (Alex) at userPrincipalName",
        "application a1 (Portal) at appId",
        "application a2 at resourceId",
        "application a2 at conditionalAccessAudiences/0",
        "application a3 at conditionalAccessAudiences/1",
        "address 203.0.113.9 at ipAddress",
        "device d1 (LAPTOP-1) at deviceDetail/deviceId",
        "policy p1 (MFA) at appliedConditionalAccessPolicies/0/id",
        "policy SecurityDefaults at appliedConditionalAccessPolicies/3/id",
        "session s1 at sessionId",
        "correlation c1 at correlationId",
        "request r1 at id",
      ],
    ));

  test("a path is that of the field, as queries write it; a key is where the id stands, as the record writes it", () =>
    assert.deepEqual(entities(reportById("directoryAudits"), { TargetResources: [{}, { Type: "USER", ID: "u1", DisplayName: "Ava" }] }), [
      { kind: "user", id: "u1", name: "Ava", key: "TargetResources/1/ID", path: "targetResources/[]/id" },
    ]));

  test("the type of a target says what its id is; a target of another type is none", () =>
    assert.deepEqual(
      of("directoryAudits", {
        initiatedBy: { user: null, app: { appId: null, servicePrincipalId: "sp1", displayName: "MS-PIM" } },
        targetResources: ["Role", "User", "ServicePrincipal", "Application", "Device", "Group", "Policy", "Request", "__proto__", 5].map(
          (type, at) => ({ type, id: `t${String(at)}` }),
        ),
      }),
      [
        "servicePrincipal sp1 (MS-PIM) at initiatedBy/app/servicePrincipalId",
        "role t0 at targetResources/0/id",
        "user t1 at targetResources/1/id",
        "servicePrincipal t2 at targetResources/2/id",
        "application t3 at targetResources/3/id",
        "device t4 at targetResources/4/id",
        "group t5 at targetResources/5/id",
        "policy t6 at targetResources/6/id",
      ],
    ));

  test("changed properties name what holds the target, old and new, in their JSON", () =>
    assert.deepEqual(
      of("directoryAudits", {
        targetResources: [
          {
            type: "User",
            userPrincipalName: "ava@contoso.com",
            modifiedProperties: [
              { displayName: "Group.ObjectID", oldValue: null, newValue: '"g1"' },
              { displayName: "Group.DisplayName", oldValue: null, newValue: '"Sales"' },
              { displayName: " Role.TemplateId", oldValue: '["t1","t2"]', newValue: "[]" },
              { displayName: "role.displayname", oldValue: '["Reader","Writer"]', newValue: '"broken' },
              { displayName: "UserPrincipalName", oldValue: '["old@contoso.com"]', newValue: '["ava@contoso.com"]' },
              { displayName: "ServicePrincipal.ObjectID", newValue: "sp1" },
              { displayName: "AppRole.Id", newValue: '"not one"' },
              { displayName: "Application.ObjectID", oldValue: '["cut o', newValue: "{}" },
            ],
          },
        ],
        additionalDetails: [
          { key: "User-Agent", value: "x" },
          { key: "AppId", value: "a1" },
          { key: "ipaddr", value: "203.0.113.9" },
          { key: "Device Id", value: "d1" },
        ],
      }),
      [
        "user ava@contoso.com at targetResources/0/userPrincipalName",
        "group g1 (Sales) at targetResources/0/modifiedProperties/0/newValue",
        "role t1 (Reader) at targetResources/0/modifiedProperties/2/oldValue",
        "role t2 (Writer) at targetResources/0/modifiedProperties/2/oldValue",
        "user ava@contoso.com at targetResources/0/modifiedProperties/4/newValue",
        "user old@contoso.com at targetResources/0/modifiedProperties/4/oldValue",
        "servicePrincipal sp1 at targetResources/0/modifiedProperties/5/newValue",
        "application a1 at additionalDetails/1/value",
        "address 203.0.113.9 at additionalDetails/2/value",
        "device d1 at additionalDetails/3/value",
      ],
    ));

  test("a Conditional Access policy names whom it is about, and not by words", () => {
    const policy = {
      id: guid("1"),
      displayName: "MFA",
      conditions: {
        users: { includeUsers: ["All"], excludeUsers: [guid("2")], includeGroups: [guid("3")], excludeRoles: [guid("4")] },
        applications: { includeApplications: ["Office365", guid("5")] },
      },
    };
    const key = "targetResources/0/modifiedProperties/0/newValue";
    assert.deepEqual(
      of("directoryAudits", {
        targetResources: [
          { modifiedProperties: [{ displayName: "ConditionalAccessPolicy", oldValue: "{broken", newValue: JSON.stringify(policy) }] },
        ],
      }),
      [
        `user ${guid("2")} at ${key}`,
        `group ${guid("3")} at ${key}`,
        `role ${guid("4")} at ${key}`,
        `application ${guid("5")} at ${key}`,
        `policy ${guid("1")} (MFA) at ${key}`,
      ],
    );
  });

  test("a provisioning event names both sides, its application and its cycle", () =>
    assert.deepEqual(
      of("provisioning", {
        cycleId: "cy1",
        jobId: "j1",
        initiatedBy: { id: "", displayName: "Microsoft Entra Provisioning Service", initiatorType: "system" },
        servicePrincipal: { id: "sp1", displayName: "ServiceNow" },
        sourceIdentity: { id: "u1", displayName: "Ava", identityType: "User", details: { UserPrincipalName: "ava@contoso.com" } },
        targetIdentity: { id: "g1", displayName: "", identityType: "urn:ietf:Group" },
        sourceSystem: { id: "t1", details: { ApplicationId: "", ServicePrincipalId: "", ServicePrincipalDisplayName: "" } },
        targetSystem: { id: "sp1", details: { ApplicationId: "a1", ServicePrincipalId: "sp1", ServicePrincipalDisplayName: "ServiceNow" } },
        modifiedProperties: [{ displayName: "userName", oldValue: null, newValue: "ava@contoso.com" }],
      }),
      [
        "user u1 (Ava) at sourceIdentity/id",
        "user ava@contoso.com at sourceIdentity/details/UserPrincipalName",
        "servicePrincipal sp1 (ServiceNow) at servicePrincipal/id",
        "servicePrincipal sp1 (ServiceNow) at targetSystem/details/ServicePrincipalId",
        "application a1 (ServiceNow) at targetSystem/details/ApplicationId",
        "user ava@contoso.com at modifiedProperties/0/newValue",
        "correlation cy1 at cycleId",
      ],
    ));

  test("placeholders of the service are no entities and no names; a masked address is one", () =>
    assert.deepEqual(
      of("signIns", {
        userId: "00000000-0000-0000-0000-000000000000",
        userPrincipalName: " ",
        servicePrincipalId: "",
        appId: "a1",
        appDisplayName: "a1",
        resourceId: null,
        resourceServicePrincipalId: "sp1",
        resourceDisplayName: "7da0cd93-7bc2-4a0a-9d5e-0f5f0a4f8c11",
        deviceDetail: { deviceId: "{PII Removed}", displayName: "PII Removed" },
        authenticationAppDeviceDetails: { deviceId: "pii removed" },
        sessionId: "N/A",
        correlationId: 5,
        originalRequestId: ["x"],
        ipAddress: "203.0.113.XXX",
      }),
      ["application a1 at appId", "servicePrincipal sp1 at resourceServicePrincipalId", "address 203.0.113.XXX at ipAddress"],
    ));

  test("keys and words that every object has are members like others", () => {
    const hostile = JSON.parse(
      '{"__proto__":{"initiatedBy":{"user":{"id":"u0"}}},"constructor":{"id":"x"},"initiatedBy":{"__proto__":{"user":{"id":"u1"}},"user":{"__proto__":{"id":"u2"},"ipAddress":"203.0.113.9"}},"targetResources":[{"__proto__":{"type":"User"},"id":"t1"},{"type":"constructor","id":"t2"}],"additionalDetails":[{"key":"__proto__","value":"x"},{"key":"toString","value":"x"},{"key":"AppId","__proto__":{"value":"a1"}}]}',
    ) as unknown;
    assert.deepEqual(of("directoryAudits", hostile), ["address 203.0.113.9 at initiatedBy/user/ipAddress"]);
  });
});

/** Fields that hold an id, an address or a principal's name and are no entities: why. */
const exceptions: Readonly<Partial<Record<ReportId, Readonly<Record<string, string>>>>> = {
  signIns: {
    "appliedEventListeners/[]/executedListenerId": "an extension that was called",
    appOwnerTenantId: "a tenant",
    "authenticationContextClassReferences/[]/id": "an authentication context, c1 and so on in every tenant",
    azureResourceId: "a resource in Azure",
    "deviceDetail/browserId": "a browser",
    federatedCredentialId: "a credential",
    homeTenantId: "a tenant",
    "location/city": "a place",
    "location/countryOrRegion": "a place",
    "location/state": "a place",
    "managedServiceIdentity/associatedResourceId": "a resource in Azure",
    "managedServiceIdentity/federatedTokenId": "a token",
    namedLocations: "names of places",
    "privateLinkDetails/policyTenantId": "a tenant",
    "privateLinkDetails/resourceId": "a resource in Azure",
    redirectUrl: "an address on the web",
    resourceOwnerTenantId: "a tenant",
    resourceTenantId: "a tenant",
    servicePrincipalCredentialKeyId: "a credential",
    servicePrincipalCredentialThumbprint: "a credential",
    signInIdentifier: "what somebody typed: a phone number, a name of nobody, or a mistake",
    uniqueTokenIdentifier: "a token",
  },
  directoryAudits: {
    id: "the event itself",
    "initiatedBy/linkableIdentifiers/tokenDetails/uniqueTokenIdentifier": "a token",
    "initiatedBy/user/homeTenantId": "a tenant",
  },
  customSecurityAttributeAudits: { id: "the event itself", "initiatedBy/user/homeTenantId": "a tenant" },
  provisioning: {
    id: "the event itself",
    changeId: "the event itself, within its cycle",
    jobId: "a job, which is a setting of its application",
    "provisioningStatusInfo/errorInformation/errorCode": "a kind of error",
    "sourceSystem/id": "a tenant or an application: the record does not say which",
    "targetSystem/id": "a tenant or an application: the record does not say which",
    tenantId: "a tenant",
  },
};

/** Properties of an audit in which ids stand among other words: of a consent, and all names of a service principal, addresses too. */
const amongWords: ReadonlySet<string> = new Set(["ConsentAction.Permissions", "TargetId.ServicePrincipalNames"]);

const pathsOf = (place: EntityPlace): readonly string[] =>
  "path" in place ? [place.path.replace(/\/\[\]$/, "")] : place.texts.map((text) => `${place.pairs}/[]/${text}`);
const namesOf = (place: EntityPlace): readonly string[] =>
  "path" in place ? (place.names ?? []).map((name) => place.path.replace(/[^/]*$/, name)) : [];
const words = ({ path, label, description }: Field): string =>
  [path.slice(path.lastIndexOf("/") + 1).replaceAll(/(?<=[a-z])(?=[A-Z])/g, " "), label, description].join(" ");
const mayHoldId = (field: Field): boolean =>
  field.kind === "text" &&
  (field.mono === true || /\b(?:ids?|identif\w+|guid|upn|(?:ip )?address|principal|sign-in name)\b/i.test(words(field)));

suite("Places of entities", () => {
  for (const report of reports) {
    const { id, entities: places, fields } = report;
    const excepted = exceptions[id] ?? { id: "the event itself" };
    const placed = new Set(places.flatMap(pathsOf));
    const known = new Set([...placed, ...places.flatMap(namesOf)]);

    test(`${id}: every field that may hold an id is a place, a name at one, or says why it is none`, () => {
      const open = fields.filter((field) => mayHoldId(field) && !known.has(field.path)).map(({ path }) => path);
      assert.deepEqual(open.sort(), Object.keys(excepted).sort());
      assert.deepEqual(
        [...placed].filter((path) => path in excepted),
        [],
      );
    });

    test(`${id}: every place is a field, or below an object whose members no field tells of`, () => {
      const paths = new Map(fields.map((field) => [field.path, field]));
      const isOpen = (path: string): boolean => {
        const above = path.slice(0, Math.max(0, path.lastIndexOf("/")));
        return paths.get(above)?.kind === "object" && !fields.some((field) => field.path.startsWith(`${above}/`));
      };
      assert.deepEqual(
        [...placed].filter((path) => !paths.has(path) && !isOpen(path)),
        [],
      );
      const words = places.flatMap((place) => ("path" in place ? [] : Object.keys("ids" in place ? place.ids : place.json)));
      assert.deepEqual(
        words.filter((word) => word !== word.toLowerCase().replaceAll(/\s/g, "")),
        [],
      );
    });

    test(`${id}: a GUID or an address of the demo tenant's records is an entity of its record, wherever else it stands in it`, async () => {
      const others = new Set<string>();
      for (const record of await demoRecords(id)) {
        const found = entities(report, record);
        const ids = new Set(found.map((entity) => entity.id));
        for (const { key, path, text } of textsOf(record)) {
          // Versions of browsers look like addresses; keys are credentials; strengths of authentication are numbered; of other targets nobody knows what they are.
          if (path in excepted || /^Mozilla\/|KeyIdentifier=/.test(text)) continue;
          if (amongWords.has(String(atKey(record, key.replace(/(?:new|old)Value$/, "displayName"))))) continue;
          if (path === "targetResources/[]/id" && atKey(record, key.replace(/id$/, "type")) === "Other") continue;
          for (const [written] of text.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\b\d{1,3}(?:\.\d{1,3}){3}\b/gi))
            if (!ids.has(written) && !/^[0-]+\d?$/.test(written)) others.add(`${path}: ${text}`);
        }
      }
      assert.deepEqual([...others].slice(0, 20), []);
    });

    test(`${id}: of any JSON, each entity has a text for its id that stands at its key, once, and nothing throws`, () => {
      fc.assert(
        fc.property(hostileRecord(report), (record) => {
          const found = entities(report, record);
          for (const entity of found) {
            assert.ok(entityKinds.includes(entity.kind) && typeof entity.id === "string" && entity.id.trim() !== "");
            assert.ok(entity.name === undefined || (typeof entity.name === "string" && entity.name.trim() !== ""));
            const there = atKey(record, entity.key);
            assert.ok(typeof there === "string" && (there === entity.id || textsInJson(there).includes(entity.id)), entity.key);
          }
          assert.equal(new Set(found.map(({ kind, key, id }) => JSON.stringify([kind, key, id]))).size, found.length);
        }),
        { numRuns: 300 },
      );
    });

    test(`${id}: ten thousand items in every list are read in time, and no record and odd ones have none`, () => {
      for (const odd of [null, undefined, 5, "x", true, [], {}, [{}], JSON.parse("[".repeat(50_000) + "]".repeat(50_000)) as unknown])
        assert.deepEqual(entities(report, odd), []);
      const record = filled(report, 10_000);
      const found = entities(report, record);
      assert.ok(leastMs(() => entities(report, record), 2_000) < 2_000);
      assert.ok(found.length >= places.filter((place) => "path" in place).length);
      const hasLists = places.some((place) => !("path" in place) || place.path.includes("[]"));
      assert.ok(!hasLists || found.length > 10_000);
      assert.ok(hasLists || !["signIns", "directoryAudits"].includes(id));
    });
  }
});

/** All texts of a record, with where they stand. */
function textsOf(value: unknown, key = "", path = ""): { key: string; path: string; text: string }[] {
  if (typeof value === "string") return [{ key, path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const below = (step: string, name: string): string => (step === "" ? name : `${step}/${name}`);
  return Object.entries(value).flatMap(([name, member]) =>
    textsOf(member, below(key, name), below(path, Array.isArray(value) ? "[]" : name)),
  );
}

/** The texts in the JSON that a text is, of any depth. */
function textsInJson(text: string): string[] {
  try {
    return textsOf(JSON.parse(text)).map((found) => found.text);
  } catch {
    return [];
  }
}

/** Words that places ask for, in the case in which they are written there. */
const wordsOf = (place: EntityPlace): string[] =>
  "path" in place
    ? typeof place.kind === "string"
      ? []
      : Object.keys(place.kind.words)
    : Object.keys("ids" in place ? place.ids : place.json);

/** A record that has a text at every place, with so many items in each of its lists: of each list of pairs, all words there are. */
function filled({ entities: places }: Report, items: number): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const put = (holder: Record<string, unknown>, steps: readonly string[], place: EntityPlace): void => {
    const [step = "", ...further] = steps;
    if (further.length === 0) {
      const pairs = (of: Exclude<EntityPlace, { path: string }>) =>
        Array.from({ length: items }, (_, at) => ({
          [of.word]: wordsOf(of)[at % wordsOf(of).length],
          ...Object.fromEntries(of.texts.map((text) => [text, JSON.stringify(`x${String(at)}`)])),
        }));
      holder[step] = "path" in place ? "x" : pairs(place);
      if ("path" in place && typeof place.kind !== "string") holder[place.kind.by] = wordsOf(place)[0];
    } else if (further[0] === "[]") {
      if (further.length === 1) holder[step] = Array.from({ length: items }, String);
      else {
        // Lists in lists have one item: all of them together would be a hundred million.
        const list = (holder[step] ??= Array.from({ length: "path" in place ? items : 1 }, () => ({}))) as Record<string, unknown>[];
        for (const item of "path" in place ? list : list.slice(0, 1)) put(item, further.slice(1), place);
      }
    } else put((holder[step] ??= {}) as Record<string, unknown>, further, place);
  };
  for (const place of places) put(record, ("path" in place ? place.path : place.pairs).split("/"), place);
  return record;
}

/** Objects with the members that the report's places ask for, and values of every shape in them. */
function hostileRecord({ entities: places }: Report): fc.Arbitrary<Record<string, unknown>> {
  const paths = places.flatMap((place) =>
    "path" in place ? [place.path, ...(place.names ?? [])] : [place.pairs, place.word, ...place.texts],
  );
  const names = [...new Set(paths.flatMap((path) => path.split("/")).filter((name) => name !== "[]"))];
  const besides = places.flatMap((place) => ("path" in place && typeof place.kind !== "string" ? [place.kind.by] : []));
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names, ...besides) },
    { weight: 1, arbitrary: fc.constantFrom(...names).map((written) => written.toUpperCase()) },
    { weight: 1, arbitrary: fc.constantFrom("__proto__", "a/b", "~", "", "constructor", "toString") },
    { weight: 1, arbitrary: fc.string() },
  );
  const words = fc.constantFrom("__proto__", "constructor", ...places.flatMap(wordsOf), ...places.flatMap(wordsOf));
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    words,
    fc.uuid(),
    fc.array(fc.oneof(fc.uuid(), fc.string(), fc.constant(null), fc.constant({}))).map((list) => JSON.stringify(list)),
    fc.constantFrom("", " ", "[", '"', "{}", "null", '"x"', "[]", '{"id":"x"}', "00000000-0000-0000-0000-000000000000"),
    fc.uuid().map((id) => JSON.stringify({ id, displayName: id, conditions: { users: { includeUsers: [id, "All", 5] } } })),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(texts, fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 5 }),
      fc.dictionary(name, tie("value"), { maxKeys: 12 }),
    ),
  }));
  // Half of them have the shape that places ask for, with a hostile value here and there.
  const shaped = fc
    .tuple(fc.constantFrom(...places), fc.array(fc.oneof(texts, value), { minLength: 1, maxLength: 4 }))
    .map(([place, values]) => {
      const record = filled({ entities: [place] } as unknown as Report, 4);
      let at = 0;
      return JSON.parse(JSON.stringify(record), (key, member: unknown) =>
        typeof member === "string" && key !== "displayName" && key !== "key" && at++ % 2 === 0 ? values[at % values.length] : member,
      ) as Record<string, unknown>;
    });
  const any = fc.dictionary(name, value, { maxKeys: 30 });
  // As it comes: through JSON.
  return fc.oneof(any, shaped).map((record) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
}

import assert from "node:assert/strict";
import { setTimeout as later } from "node:timers/promises";
import { ConnectionStore, SecretsLeft, signInMessage, type ConnectionData, type SignInError, type State } from "../../../src/auth/index.ts";
import { demoApps, demoSecret } from "../../support/identityEndpoint/index.ts";
import { MemorySecrets, SignInStage } from "../../support/identity.ts";

const signal = new AbortController().signal;
type Question = "get" | "store" | "delete" | "keys";

/** A secret store that fails, is silent or forgets, as a machine's keyring does. */
class Keyring extends MemorySecrets {
  readonly moods = new Map<Question, "fails" | "silent" | "forgets">();
  override get(key: string) {
    return this.#answer("get", () => super.get(key));
  }
  override store(key: string, value: string) {
    return this.#answer("store", () => super.store(key, value));
  }
  override delete(key: string) {
    return this.#answer("delete", () => super.delete(key));
  }
  override keys() {
    return this.#answer("keys", () => super.keys());
  }
  #answer<T>(question: Question, answer: () => Promise<T>): Promise<T> {
    const mood = this.moods.get(question);
    if (mood === "fails") return Promise.reject(new Error("org.freedesktop.secrets: Timeout was reached"));
    if (mood === "silent") return new Promise(() => undefined);
    return mood === "forgets" ? Promise.resolve(undefined as T) : answer();
  }
}

class MemoryState implements State {
  readonly stored = new Map<string, unknown>();
  get(key: string): unknown {
    return structuredClone(this.stored.get(key));
  }
  update(key: string, value: unknown): Promise<void> {
    this.stored.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

suite("A secret store that does not do what it is asked", () => {
  let stage: SignInStage;
  let keyring: Keyring;
  const told: string[] = [];
  setup(async () => {
    stage = await SignInStage.open();
    keyring = new Keyring();
    told.length = 0;
  });
  teardown(() => stage.close());
  const open = (user = stage.people.alex) =>
    stage.window({ user }, { secrets: keyring, secretMs: 40, keptHere: (kind) => void told.push(kind) });
  const moods = (mood: "fails" | "silent" | "forgets" | undefined, ...questions: Question[]): void => {
    keyring.moods.clear();
    if (mood) for (const question of questions) keyring.moods.set(question, mood);
  };
  const application = () => stage.connection({ way: "clientSecret", clientId: demoApps.exporter }, "app");

  for (const [mood, questions, kind] of [
    ["fails", ["store"], "secretsFailed"],
    ["fails", ["get"], "secretsFailed"],
    ["fails", ["get", "store", "delete", "keys"], "secretsFailed"],
    ["forgets", ["store"], "secretsFailed"],
    ["silent", ["store"], "secretsSilent"],
    ["silent", ["get", "store", "delete", "keys"], "secretsSilent"],
  ] as const)
    test(`(${mood}: ${questions.join(", ")}) keeps a sign-in for this window, and says so once`, async () => {
      const window = open();
      moods(mood, ...questions);
      const data = await window.signIn(stage.connection(), { signal });
      const tokens = [await window.token(data, { signal }), await window.token(data, { signal })];
      assert.equal(tokens[0]?.accessToken, tokens[1]?.accessToken);
      assert.deepEqual({ told, stored: [...keyring.stored] }, { told: [kind], stored: [] });
      await window.storeCredential(application(), { clientSecret: demoSecret });
      await window.token(await window.signIn(application(), { signal }), { signal });
    });

  test("is not taken for a person who did not finish the sign-in", async () => {
    const window = stage.window({ user: stage.people.alex }, { secrets: keyring, secretMs: 60, limitMs: 50_000 });
    moods("silent", "get", "store");
    await window.token(await window.signIn(stage.connection(), { signal }), { signal });
  });

  for (const [mood, kind, words] of [
    ["fails", "secretsFailed", /^VS Code's secret storage could not be read, so the sign-in of alex@contoso.com cannot be used\. Unlock/],
    ["silent", "secretsSilent", /^VS Code's secret storage does not answer.*password of this machine's keyring/],
  ] as const)
    test(`(${mood}) that cannot be read gives a sentence, and no token of it is lost`, async () => {
      const data = await open().signIn(stage.connection(), { signal });
      const window = open();
      moods(mood, "get");
      await assert.rejects(window.token(data, { signal }), (error: SignInError) => {
        assert.equal(error.kind, kind);
        assert.match(signInMessage(error, data, window.cloudOf(data)).message, words);
        return true;
      });
      // Another person signs in here meanwhile: that is not written over what could not be read.
      const other = await window.signIn({ ...stage.connection({}, "two"), tenantId: stage.tenants.contoso }, { signal });
      await window.token(other, { signal });
      moods(undefined);
      await open().token(data, { signal });
    });

  test("stores with the next sign-in what it did not take before", async () => {
    const window = open();
    moods("fails", "store");
    const data = await window.signIn(stage.connection(), { signal });
    await window.storeCredential(application(), { clientSecret: demoSecret });
    const app = await window.signIn(application(), { signal });
    moods(undefined);
    for (const each of [data, app]) await window.signIn(each, { signal });
    for (const each of [data, app]) await open().token(each, { signal });
  });

  test("holds up nobody after an abort, and nobody for ever", async () => {
    const window = open();
    const data = await window.signIn(stage.connection(), { signal });
    moods("silent", "get");
    const cancel = new AbortController();
    const cancelled = window.token(data, { signal: cancel.signal });
    setImmediate(() => cancel.abort());
    await assert.rejects(cancelled, { name: "AbortError" });
    await assert.rejects(window.token(data, { signal }), { kind: "secretsSilent" });
    moods(undefined);
    await window.token(data, { signal });
  });

  test("writes no secret of a failure into the log", async () => {
    const window = open();
    moods("fails", "get", "store", "delete");
    await window.signIn(stage.connection(), { signal });
    assert.ok(stage.log.some((line) => line.startsWith("Secret storage: ")));
    assert.doesNotMatch(stage.log.join(), /eyJ|0\.A/);
  });

  suite("when something is to be forgotten", () => {
    async function filled() {
      const window = open();
      const state = new MemoryState();
      const store = new ConnectionStore(state, keyring, window);
      await window.storeCredential(application(), { clientSecret: demoSecret });
      const [person, app] = [await window.signIn(stage.connection(), { signal }), await window.signIn(application(), { signal })];
      for (const data of [person, app]) await store.put(data);
      return { window, store, person, app };
    }
    const listed = (store: ConnectionStore): readonly string[] =>
      store.list().map(({ id, leaving }) => `${id}${leaving ? " leaving" : ""}`);

    for (const mood of ["fails", "silent", "forgets"] as const)
      test(`(${mood}) a connection stays in the list, marked, until its secrets are gone`, async () => {
        const { window, store, person } = await filled();
        for (const id of ["one", "app"]) {
          moods(mood, "delete");
          await assert.rejects(
            store.remove(id),
            (error) => error instanceof SecretsLeft && /“Mine” may still be stored/.test(error.message),
          );
        }
        assert.deepEqual(listed(store), ["one leaving", "app leaving"]);
        await assert.rejects(window.token(store.get("one") ?? person, { signal }), { kind: "beingRemoved" });
        moods(undefined);
        for (const id of ["one", "app"]) await store.remove(id);
        assert.deepEqual({ list: listed(store), stored: [...keyring.stored] }, { list: [], stored: [] });
      });

    test("a connection that is being removed can be kept by signing in again", async () => {
      const { window, store, person } = await filled();
      moods("fails", "delete");
      await assert.rejects(store.remove("one"), SecretsLeft);
      moods(undefined);
      assert.equal(await store.keep(await window.signIn(store.get("one") ?? person, { signal })), true);
      await window.token(store.get("one") ?? person, { signal });
    });

    test("a sign-out that cannot delete says so, and nothing is asked with the connection any more", async () => {
      const { window, store, person } = await filled();
      moods("fails", "delete");
      await assert.rejects(store.signOut("one"), SecretsLeft);
      moods(undefined);
      await assert.rejects(window.token(store.get("one") ?? person, { signal }), { kind: "signInNeeded" });
      await store.signOut("one");
      assert.deepEqual([...keyring.stored.keys()], ["credential:app"]);
    });

    test("everything is tried, what is left stays listed, and trying again forgets it", async () => {
      const { store } = await filled();
      await keyring.store("credential:gone", "{}");
      const deleted: string[] = [];
      const usual = keyring.delete.bind(keyring);
      keyring.delete = (key) => {
        deleted.push(key);
        return key === "credential:app" ? Promise.reject(new Error("locked")) : usual(key);
      };
      await assert.rejects(store.forgetEverything(), (error) => error instanceof SecretsLeft && error.connections.length === 1);
      assert.deepEqual({ list: listed(store), stored: [...keyring.stored.keys()] }, { list: ["app leaving"], stored: ["credential:app"] });
      keyring.delete = usual;
      await store.forgetEverything();
      assert.deepEqual({ list: listed(store), stored: [...keyring.stored.keys()] }, { list: [], stored: [] });
    });

    test("all that is known is forgotten also where the store cannot list what it has", async () => {
      const { store } = await filled();
      moods("fails", "keys");
      await assert.rejects(store.forgetEverything(), (error) => error instanceof SecretsLeft && error.connections.length === 0);
      assert.deepEqual({ list: listed(store), stored: [...keyring.stored.keys()] }, { list: [], stored: [] });
    });

    test("a connection that the list does not take leaves no secret of its own, and the account of others stays", async () => {
      const { window, person, app } = await filled();
      const full = new MemoryState();
      full.update = () => Promise.reject(new Error("the list cannot be read"));
      const store = new ConnectionStore(full, keyring, window);
      const other = await window.signIn(stage.connection({}, "other"), { signal });
      for (const data of [app, other]) await assert.rejects(store.add(data), /the list cannot be read/);
      assert.deepEqual([...keyring.stored.keys()], [`msal:global:${demoApps.reader}`]);
      await window.token(person, { signal });
    });

    test("an account that another connection uses stays, without its tokens for the tenant that goes", async () => {
      const { window, store } = await filled();
      const guest = await window.signIn(stage.connection({ tenant: stage.tenants.fabrikam }, "two"), { signal });
      await store.put(guest);
      await store.remove("one");
      const { AccessToken } = JSON.parse(keyring.stored.get(`msal:global:${demoApps.reader}`) ?? "") as {
        AccessToken: Record<string, { realm: string }>;
      };
      assert.deepEqual([...new Set(Object.values(AccessToken).map(({ realm }) => realm))], [guest.tenantId]);
      await window.token(guest, { signal });
    });

    test("a silent store is waited for once, not for each of many secrets", async () => {
      const { store } = await filled();
      moods("silent", "get", "store", "delete", "keys");
      await assert.rejects(store.forgetEverything(), SecretsLeft);
      const waits = stage.log.flatMap((line) => /no answer to \w+ in ([\d.]+) ms/.exec(line)?.[1] ?? []);
      assert.deepEqual([waits[0], new Set(waits.slice(1))], ["40", new Set(["4"])]);
      moods(undefined);
      await store.forgetEverything();
      assert.deepEqual(listed(store), []);
    });

    test("tokens of a custom cloud are found though the settings name another by now", async () => {
      let custom = { title: "Custom", login: "https://login.first.example", graph: "https://graph.first.example" };
      stage.hosts.push(custom.login);
      const window = stage.window({ user: stage.people.alex }, { secrets: keyring, customCloud: () => custom });
      const store = new ConnectionStore(new MemoryState(), keyring, window);
      const data: ConnectionData = await window.signIn(stage.connection({ cloud: "custom" }), { signal });
      await store.put(data);
      assert.equal(keyring.stored.size, 1);
      custom = { title: "Custom", login: "https://login.second.example", graph: "https://graph.second.example" };
      moods("fails", "keys");
      await store.remove("one");
      assert.deepEqual([...keyring.stored], []);
    });
  });
});

suite("Windows that share a secret store", () => {
  /** Each question takes a different time to reach VS Code's main process and come back. */
  class Distant extends MemorySecrets {
    #asked = 0;
    override async get(key: string) {
      await this.#way();
      const value = await super.get(key);
      await this.#way();
      return value;
    }
    override async store(key: string, value: string) {
      await this.#way();
      await super.store(key, value);
      await this.#way();
    }
    #way(): Promise<void> {
      return later([1, 5, 2, 7, 3][this.#asked++ % 5]);
    }
  }

  for (const isLocked of [true, false])
    test(`lose no sign-in when many sign in at once${isLocked ? "" : ", and say that it may happen where no lock can be had"}`, async () => {
      const stage = await SignInStage.open();
      try {
        const secrets = new Distant();
        const more = { secrets, ...(isLocked ? {} : { lockFolder: "/dev/null/nowhere" }) };
        const people = [stage.people.alex, stage.people.admin, stage.people.roleless];
        const windows = people.map((user) => stage.window({ user }, more));
        if (!isLocked) {
          await windows[0]?.signIn(stage.connection({}, "alone"), { signal });
          assert.ok(
            stage.log.some((line) => line.startsWith("No lock against other windows could be had")),
            stage.log.join(),
          );
          return;
        }
        const signedIn = await Promise.all(windows.map((window, at) => window.signIn(stage.connection({}, `${at}`), { signal })));
        for (const [at, data] of signedIn.entries()) await windows[at]?.token(data, { signal });
        // Two leave while one renews.
        await Promise.all([
          windows[0]?.signOut(signedIn[0] ?? stage.connection()),
          windows[1]?.signOut(signedIn[1] ?? stage.connection()),
          windows[2]?.token(signedIn[2] ?? stage.connection(), { anew: true, signal }),
        ]);
        assert.deepEqual(await Promise.all(signedIn.map((data) => windows[0]?.isSignedIn(data))), [false, false, true]);
      } finally {
        await stage.close();
      }
    });
});

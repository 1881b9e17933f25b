/** The wire under `protocol.ts`: call, value, failure. Used between host and webview and between host and worker. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

type Message =
  | { readonly type: "call"; readonly id: number; readonly method: string; readonly argument: unknown }
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  | { readonly type: "failure"; readonly id: number; readonly failure: Failure };

/** What came: of a message no more is known than what it is and whose. */
interface Received extends Readonly<Record<string, unknown>> {
  readonly type: Message["type"];
  readonly id: number;
}

/** What answers the calls of an interface: at once, or later. */
export type Handlers<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...call: infer Call) => infer Value
    ? (...call: Call) => Value | Promise<Awaited<Value>>
    : never;
};

/** An end that answers no calls. */
export type Nothing = Readonly<Record<string, undefined>>;

/** The far side of an interface: every method takes at most one argument and answers with a promise. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends () => infer Value
    ? () => Promise<Awaited<Value>>
    : Api[Name] extends (argument: infer Argument) => infer Value
      ? (argument: Argument, transfer?: readonly ArrayBuffer[]) => Promise<Awaited<Value>>
      : never;
};

interface Issue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
type Checked<Value> = { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

/** Says whether a value is what it should be: as much of the Standard Schema as is needed here. It answers at once. */
export interface Schema<Value> {
  readonly "~standard": { readonly validate: (value: unknown) => Checked<Value> | Promise<Checked<Value>> };
}

/** For what each method takes; `undefined` where that is nothing. */
export type ArgumentSchemas<Api> = {
  readonly [Name in keyof Api]: Schema<
    Api[Name] extends () => unknown ? undefined : Api[Name] extends (argument: infer Argument) => unknown ? Argument : never
  >;
};

/** For what each method answers. */
export type AnswerSchemas<Api> = {
  readonly [Name in keyof Api]: Schema<Api[Name] extends (...call: never) => infer Value ? Awaited<Value> : never>;
};

/** What an end does that does not trust the other. Without schemas all is taken as it comes. */
export interface Border<Far, Near> {
  /** A call that is not as agreed gets a failure: its handler is not called. */
  readonly calls?: ArgumentSchemas<Near>;
  /** An answer that is not as agreed fails its call. */
  readonly answers?: AnswerSchemas<Far>;
  /** Told of what was refused, for the log: the method and the member that is wrong, nothing of what it said. The same is told once. */
  refused?(what: string): void;
}

/** The far side answered with a failure; `cause` has its name and message. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

class NotAsAgreed extends TypeError {}

function isReceived(value: unknown): value is Received {
  if (typeof value !== "object" || value === null) return false;
  const { type, id } = value as Partial<Message>;
  return Number.isSafeInteger(id) && (type === "call" || type === "value" || type === "failure");
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Of whatever was thrown, or came for a failure. */
function failureOf(error: unknown): Failure {
  if (typeof error !== "object" || error === null) return { name: "Error", message: String(error) };
  const { name, message } = error as Partial<Failure>;
  return { name: textOf(name) || "Error", message: textOf(message) };
}

/** A member by a name that came: what every object has besides is none. */
function named<Member>(table: object, name: unknown): Member | undefined {
  return typeof name === "string" && Object.hasOwn(table, name) ? (table as Readonly<Record<string, Member>>)[name] : undefined;
}

/** `sort[].path`. Places in lists are left out: there is no end of them, and nobody needs them. */
function memberOf({ path = [] }: Issue): string {
  const keys = path.map((step) => (typeof step === "object" ? step.key : step));
  return keys.map((key, at) => (typeof key === "number" ? "[]" : `${at > 0 ? "." : ""}${String(key)}`)).join("");
}

/** The value as agreed. `what`: begins the sentence of the error. */
function checked(schema: Schema<unknown> | undefined, value: unknown, what: string): unknown {
  if (schema === undefined) return value;
  const answer = schema["~standard"].validate(value);
  if (answer instanceof Promise) throw new Error("What comes over the wire is checked at once");
  if (answer.issues === undefined) return answer.value;
  const member = answer.issues[0] && memberOf(answer.issues[0]);
  throw new NotAsAgreed(`${what} is not as agreed${member ? ` (${member})` : ""}`);
}

/** Of the name of a method that there is not, a failure repeats so much. */
const longestName = 100;

/**
 * Answers the calls that come in through `port` with `handlers` and returns the far side.
 * A handler that throws answers with a failure, so nobody waits for ever; `close` fails all calls still out, and ends the answers. Nothing that comes
 * in throws at the one who brings it.
 */
export function connect<Far extends object, Near extends object = Nothing>(
  port: Port,
  handlers: Handlers<Near>,
  border: Border<Far, Near> = {},
): { readonly far: Remote<Far>; close(reason: string): void } {
  const { calls = {}, answers = {} } = border;
  const waiting = new Map<number, { readonly method: string; resolve(value: unknown): void; reject(error: Error): void }>();
  const told = new Set<string>();
  let nextId = 1;
  let closed: string | undefined;

  function refused(what: string): void {
    if (!told.has(what)) border.refused?.(what);
    told.add(what);
  }

  async function answer({ id, method, argument }: Received): Promise<void> {
    const post = (message: Message) => {
      if (closed === undefined) port.post(message);
    };
    try {
      const handler = named<(argument: unknown) => unknown>(handlers, method);
      if (typeof handler !== "function") {
        refused("A method that there is not was called");
        throw new TypeError(`No method ${textOf(method).slice(0, longestName)}`);
      }
      const taken = checked(named<Schema<unknown>>(calls, method), argument, `What “${textOf(method)}” was called with`);
      post({ type: "value", id, value: await handler(taken) });
    } catch (error) {
      if (error instanceof NotAsAgreed) refused(error.message);
      post({ type: "failure", id, failure: failureOf(error) });
    }
  }

  function settle({ type, id, value, failure }: Received): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (call === undefined) return;
    if (type === "failure") {
      call.reject(new RemoteError(failureOf(failure)));
      return;
    }
    try {
      call.resolve(checked(named<Schema<unknown>>(answers, call.method), value, `What “${call.method}” answered`));
    } catch (error) {
      if (error instanceof NotAsAgreed) refused(error.message);
      call.reject(new RemoteError(failureOf(error)));
    }
  }

  port.onMessage((message) => {
    if (closed !== undefined) return;
    if (!isReceived(message)) refused("Something that is no message came");
    else if (message.type !== "call") settle(message);
    // An answer that cannot be sent has nobody who waits for it.
    else answer(message).catch(() => undefined);
  });

  const far = new Proxy(Object.create(null) as object, {
    get: (_target, method) => {
      // A promise may hold the far side, and so may a template of lit, which asks for members that begin with `_$`.
      if (typeof method !== "string" || method === "then" || method.startsWith("_")) return undefined;
      return (argument?: unknown, transfer?: readonly ArrayBuffer[]) =>
        new Promise((resolve, reject) => {
          if (closed !== undefined) {
            reject(new RemoteError({ name: "Closed", message: closed }));
            return;
          }
          const id = nextId++;
          waiting.set(id, { method, resolve, reject });
          try {
            port.post({ type: "call", id, method, argument } satisfies Message, transfer);
          } catch (error) {
            waiting.delete(id);
            throw error;
          }
        });
    },
  });

  return {
    far: far as Remote<Far>,
    close(reason) {
      closed = reason;
      for (const { reject } of waiting.values()) reject(new RemoteError({ name: "Closed", message: reason }));
      waiting.clear();
    },
  };
}

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

type Method = (argument: never) => unknown;

/** The far side of an interface: every method takes at most one argument and answers with a promise. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends () => infer Value
    ? () => Promise<Awaited<Value>>
    : Api[Name] extends (argument: infer Argument) => infer Value
      ? (argument: Argument, transfer?: readonly ArrayBuffer[]) => Promise<Awaited<Value>>
      : never;
};

/** The far side answered with a failure; `cause` has its name and message. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { type, id } = value as Partial<Message>;
  return typeof id === "number" && (type === "call" || type === "value" || type === "failure");
}

/**
 * Answers the calls that come in through `port` with `handlers` and returns the far side.
 * A handler that throws answers with a failure, so nobody waits for ever; `close` fails all calls still out.
 */
export function connect<Far extends object>(port: Port, handlers: object): { readonly far: Remote<Far>; close(reason: string): void } {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let closed: string | undefined;

  async function answer(id: number, method: string, argument: unknown): Promise<void> {
    try {
      const handler = Object.hasOwn(handlers, method) ? (handlers as Record<string, Method | undefined>)[method] : undefined;
      if (typeof handler !== "function") throw new TypeError(`No method ${method}`);
      port.post({ type: "value", id, value: await handler(argument as never) } satisfies Message);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
      port.post({ type: "failure", id, failure: { name, message } } satisfies Message);
    }
  }

  port.onMessage((message) => {
    if (!isMessage(message)) return;
    if (message.type === "call") {
      void answer(message.id, message.method, message.argument);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "value") call?.resolve(message.value);
    else call?.reject(new RemoteError(message.failure));
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
          waiting.set(id, { resolve, reject });
          port.post({ type: "call", id, method, argument } satisfies Message, transfer);
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

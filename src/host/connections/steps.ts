import * as vscode from "vscode";

/** The person wants the question before this one again. */
export const back = Symbol("back");
/** The person wants to read how to answer, and comes back. */
export const help = Symbol("help");

/** Where a question stands among those that are asked one after the other. */
export interface Step {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface Choice<Value> extends vscode.QuickPickItem {
  /** What choosing it answers; separators have none. */
  readonly value?: Value | typeof help;
}

/** Undefined when the person left. */
export type Answer<Value> = Value | typeof back | typeof help | undefined;

/** A question with choices; `last`: whether it is what was answered the last time. */
export function chooseStep<Value>(
  step: Step,
  {
    placeholder,
    choices,
    last,
  }: { readonly placeholder: string; readonly choices: readonly Choice<Value>[]; readonly last: (value: Value) => boolean },
): Promise<Answer<Value>> {
  const pick = vscode.window.createQuickPick<Choice<Value>>();
  pick.items = choices;
  pick.placeholder = placeholder;
  const answered = choices.find(({ value }) => value !== undefined && value !== help && last(value));
  // None at all would leave Enter without a meaning.
  if (answered) pick.activeItems = [answered];
  return asked(pick, step, (resolve) =>
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.value !== undefined) resolve(item.value);
    }),
  );
}

/** A question for a text. */
export function typeStep(
  step: Step,
  {
    prompt,
    value,
    problem,
    helpTitle,
  }: {
    readonly prompt: string;
    readonly value: string;
    /** What is wrong with the text. */
    readonly problem: (text: string) => string | undefined;
    /** There is a button for help, of this name. */
    readonly helpTitle?: string;
  },
): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = prompt;
  input.value = value;
  const check = (): boolean => {
    input.validationMessage = problem(input.value.trim());
    return input.validationMessage === undefined;
  };
  const button = helpTitle === undefined ? undefined : { iconPath: new vscode.ThemeIcon("question"), tooltip: helpTitle };
  return asked(
    input,
    step,
    (resolve) =>
      vscode.Disposable.from(
        input.onDidChangeValue(check),
        input.onDidAccept(() => check() && resolve(input.value.trim())),
        input.onDidTriggerButton((pressed) => pressed === button && resolve(help)),
      ),
    button,
  );
}

async function asked<Value>(
  input: vscode.QuickPick<Choice<Value>> | vscode.InputBox,
  { title, step, totalSteps }: Step,
  answering: (resolve: (value: Answer<Value>) => void) => vscode.Disposable,
  button?: vscode.QuickInputButton,
): Promise<Answer<Value>> {
  Object.assign(input, { title, step, totalSteps, ignoreFocusOut: true });
  input.buttons = [...(step > 1 ? [vscode.QuickInputButtons.Back] : []), ...(button ? [button] : [])];
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<Value>>((resolve) => {
      listeners.push(
        answering(resolve),
        input.onDidTriggerButton((pressed) => pressed === vscode.QuickInputButtons.Back && resolve(back)),
        input.onDidHide(() => resolve(undefined)),
      );
      input.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    input.dispose();
  }
}

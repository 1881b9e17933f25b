import * as vscode from "vscode";
import { counted } from "../../records/counted.ts";
import { choicesFor, type Choice, type Question, type SeenValue } from "../../sessions/questions.ts";
import { harmless } from "../harmless.ts";

type Item = vscode.QuickPickItem & { readonly answer?: string };

const groups: Readonly<Record<Choice["from"], string>> = {
  spelling: "as results have it",
  typed: "as typed",
  last: "last answer",
  given: "given before",
  seen: "in loaded results",
};

/** Asks for the answer to a variable: what is known is offered, and anything else may be typed. Undefined when the person left. */
export function askAnswer(question: Question): Promise<string | undefined> {
  const { label, variable, step, steps, last } = question;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = harmless(label);
  if (steps > 1) [pick.step, pick.totalSteps] = [step, steps];
  pick.placeholder = harmless(`Type or choose what goes into the query in place of ${variable}`);
  pick.ignoreFocusOut = true;
  pick.value = last ?? "";
  pick.busy = true;
  let seen: readonly SeenValue[] = [];
  const show = () => {
    // What was typed before rows were counted stays what Enter takes.
    let before: Choice["from"] | undefined;
    pick.items = choicesFor(question, seen, pick.value).flatMap(({ answer, from, rows }): Item[] => {
      const isFirst = from !== before;
      before = from;
      const item: Item = {
        label: harmless(answer),
        ...(rows !== undefined && { description: counted(rows, "row") }),
        // The box itself does not choose among them: what matches was chosen before.
        alwaysShow: true,
        answer,
      };
      return isFirst ? [{ label: groups[from], kind: vscode.QuickPickItemKind.Separator }, item] : [item];
    });
    const [first] = pick.items.filter(({ answer }) => answer !== undefined);
    if (first && pick.value !== "") pick.activeItems = [first];
  };
  return new Promise((done) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const [active] = pick.activeItems;
      // Who types and presses Enter at once is quicker than the list: then it is still that of an earlier text.
      const isShown = active !== undefined && pick.items.includes(active);
      const [first] = choicesFor(question, seen, pick.value);
      const answer = isShown ? active.answer : pick.value === "" ? undefined : first?.answer;
      if (answer === undefined || answer === "") return;
      done(answer);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      done(undefined);
    });
    show();
    pick.show();
    void question.seen
      .catch(() => [])
      .then((values) => {
        seen = values;
        pick.busy = false;
        if (values.length > 0) show();
      });
  });
}

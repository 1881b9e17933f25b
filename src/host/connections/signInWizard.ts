import * as vscode from "vscode";
import type { Cloud, CloudId, ConnectionDraft, StoredCredential } from "../../auth/index.ts";
import type * as authBundle from "../../auth/index.ts";
import { harmless } from "../harmless.ts";
import {
  draftOf,
  isApplication,
  questionsFor,
  tenantOfAccount,
  type Answers,
  type ConnectionPlace,
  type QuestionId,
} from "./signInQuestions.ts";
import { back, chooseStep, help, typeStep, type Answer, type Choice, type Step } from "./steps.ts";

export { answersOf, forAnother, nameOfConnection, questionsFor } from "./signInQuestions.ts";

type Auth = typeof authBundle;

export interface WizardContext {
  readonly auth: Auth;
  readonly extensionKind: vscode.ExtensionKind;
  /** What `env.asExternalUri` made of the extension's own URI. */
  readonly callbackUri: string | undefined;
  readonly customCloud: Cloud | string | undefined;
  readonly takenNames: readonly string[];
}

const title = "Sign In to a Tenant";
const guideTitle = "How to register an app…";

/** How far somebody came. */
export interface Kept {
  readonly answers: Answers;
  /** The question to go on with; missing: the first one, with the answers proposed. */
  readonly next?: QuestionId;
}

/**
 * Asks for all that a connection needs, one question after the other. `keep` hears of each answer, so that who leaves in between finds it
 * again. `guide`: the person wants to read how to register an app, and to go on then. Undefined when the person left.
 */
export async function askConnection(
  context: WizardContext,
  before: Kept,
  keep: (kept: Kept) => void,
): Promise<ConnectionDraft | "guide" | undefined> {
  const { auth, customCloud } = context;
  if (typeof customCloud === "string")
    void vscode.window.showWarningMessage(harmless(`The setting tenantActivity.customCloud is not used. ${customCloud}`));
  let { answers } = before;
  for (let at = before.next ? Math.max(0, questionsFor(answers).indexOf(before.next)) : 0; ;) {
    const questions = questionsFor(answers);
    const id = questions[at];
    if (id === undefined || id === "credential") return draftOf(answers, auth.quickStartClientId);
    const answer = await asks[id]({ title, step: at + 1, totalSteps: questions.length }, answers, context);
    if (answer === undefined) return undefined;
    if (answer === help) {
      keep({ answers, next: id });
      return "guide";
    }
    if (answer === back) at--;
    else {
      answers = { ...answers, [id]: answer };
      keep({ answers });
      at++;
    }
  }
}

type Ask<Id extends keyof Answers> = (step: Step, answers: Answers, context: WizardContext) => Promise<Answer<NonNullable<Answers[Id]>>>;

const asks: { readonly [Id in Exclude<QuestionId, "credential">]: Ask<Id> } = {
  way: (step, { way }, { auth, extensionKind, callbackUri }) => {
    const { Desktop } = vscode.UIKind;
    const offered = auth.waysInOrder({
      extensionKind: extensionKind === vscode.ExtensionKind.UI ? "ui" : "workspace",
      uiKind: vscode.env.uiKind === Desktop ? "desktop" : "web",
      remoteName: vscode.env.remoteName,
      callbackUri,
    });
    return chooseStep(step, {
      placeholder: "How do you want to sign in?",
      choices: offered.map((value) => ({ label: auth.ways[value].title, detail: auth.ways[value].detail, value })),
      last: (value) => value === way,
    });
  },

  place: (step, { way, place }, context) =>
    chooseStep(step, {
      placeholder: isApplication(way) ? "In which cloud is the tenant?" : "Which tenant?",
      choices: placesFor(way, context),
      last: (value) => value.cloud === place?.cloud && (value.tenant === place.tenant || isApplication(way)),
    }),

  tenant: (step, { way = "browser", tenant }, { auth }) =>
    typeStep(step, {
      prompt: isApplication(way)
        ? "Tenant: its GUID or one of its domains, such as contoso.com"
        : `Tenant: its GUID, one of its domains such as contoso.com, or “${tenantOfAccount}” for the one of your account`,
      value: tenant === tenantOfAccount && isApplication(way) ? "" : (tenant ?? ""),
      problem: (text) => auth.checkTenant(text, way),
    }),

  app: (step, { app }) =>
    chooseStep(step, {
      placeholder: "As which app?",
      choices: [
        {
          label: "My own app registration",
          detail: "You decide what it may do and who may use it. Enter its Application (client) ID next.",
          value: "own",
        },
        {
          label: "Quick start: Microsoft Graph Command Line Tools",
          detail: "A shared app of Microsoft: consent that lands on it counts for all who use it in your tenant.",
          value: "quickStart",
        },
        { label: guideTitle, detail: "Three redirects, one permission, one consent. You come back to this question.", value: help },
      ] as const,
      last: (value) => value === app,
    }),

  clientId: (step, { way = "browser", clientId }, { auth }) =>
    typeStep(step, {
      prompt: "Application (client) ID of your app registration",
      value: clientId ?? "",
      problem: (text) => auth.checkClientId(text, way),
      helpTitle: guideTitle,
    }),

  name: (step, answers, { auth, takenNames }) =>
    typeStep(step, {
      prompt: "Name of the connection, as the tree and the status bar show it",
      value: answers.name ?? (answers.tenant === tenantOfAccount ? "My organisation" : (answers.tenant ?? "")),
      problem: (name) => {
        const draft = draftOf({ ...answers, name }, auth.quickStartClientId);
        return draft && auth.checkConnection(draft, takenNames).find(({ field }) => field === "name")?.message;
      },
    }),
};

/** Only clouds in which this way has tokens. */
function placesFor(way: Answers["way"], { auth, customCloud }: WizardContext): readonly Choice<ConnectionPlace>[] {
  const named = (cloud: CloudId, label: string, description: string) => ({
    label,
    description,
    value: { cloud, tenant: "named" as const },
  });
  const host = ({ graph }: Cloud): string => new URL(graph).host;
  const others = [
    ...Object.entries(auth.clouds).map(([id, cloud]) => named(id as CloudId, cloud.title, host(cloud))),
    ...(typeof customCloud === "object" ? [named("custom", harmless(customCloud.title), "from your settings")] : []),
  ].filter(({ value: { cloud } }) => way === undefined || auth.servesCloud(way, cloud));
  if (isApplication(way)) return others;
  const { global } = auth.clouds;
  return [
    {
      label: "My own organisation",
      detail: "The tenant of the account that you sign in with.",
      value: { cloud: "global", tenant: "ofAccount" },
    },
    { ...named("global", "Another organisation…", host(global)), detail: "By one of its domains, such as contoso.com, or its GUID." },
    { label: "other clouds", kind: vscode.QuickPickItemKind.Separator },
    ...others.filter(({ value: { cloud } }) => cloud !== "global"),
  ];
}

/** What an application proves itself with: the last of so many questions. Undefined when the person left. */
export async function askCredential(way: "certificate" | "clientSecret", questions: number): Promise<StoredCredential | undefined> {
  const numbered = questions > 1 ? `${title} (${questions}/${questions})` : title;
  if (way === "clientSecret") {
    const clientSecret = await vscode.window.showInputBox({
      title: numbered,
      prompt: "Client secret: its value, not its id. It is kept in VS Code's secret storage.",
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === "" ? "Enter the value of the secret" : undefined),
    });
    return clientSecret === undefined ? undefined : { clientSecret: clientSecret.trim() };
  }
  const [file] =
    (await vscode.window.showOpenDialog({
      title: "PEM file with certificate and private key",
      filters: { PEM: ["pem", "crt", "key"], "All files": ["*"] },
    })) ?? [];
  if (file === undefined) return undefined;
  const pem = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  if (!/ENCRYPTED/.test(pem)) return { pem };
  const passphrase = await vscode.window.showInputBox({
    title: numbered,
    prompt: "Passphrase of the private key",
    password: true,
    ignoreFocusOut: true,
  });
  return passphrase === undefined ? undefined : { pem, passphrase };
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string, status = 200): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><body style="font:16px system-ui;margin:4em">${body}</body></html>`,
    {
      status,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    },
  );

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("");

export const errorPage = (description: string): Response =>
  page("Sign in", `<h1>Sorry, but we’re having trouble signing you in.</h1><p>${escape(description)}</p>`);

/** One button for each person. */
export const accountPage = (fields: Readonly<Record<string, string>>, users: readonly { readonly userPrincipalName: string }[]): Response =>
  page(
    "Sign in",
    `<h1>Pick an account</h1><form method="post">${hidden(fields)}${users
      .map(({ userPrincipalName }) => `<p><button name="user" value="${escape(userPrincipalName)}">${escape(userPrincipalName)}</button>`)
      .join("")}</form>`,
  );

export const consentPage = (fields: Readonly<Record<string, string>>, app: string, scopes: readonly string[]): Response =>
  page(
    "Permissions requested",
    `<h1>Permissions requested</h1><p>${escape(app)} would like to: ${escape(scopes.join(", "))}</p><form method="post">${hidden(fields)}<button name="consent" value="accept">Accept</button> <button name="consent" value="cancel">Cancel</button></form>`,
  );

export const codePage = (message: string): Response =>
  page(
    "Enter code",
    `<h1>Enter code</h1><p>${escape(message)}</p><form method="post"><input name="user_code" autofocus placeholder="Code"> <input name="user" placeholder="user@domain"> <button name="decision" value="approve">Next</button> <button name="decision" value="decline">Cancel</button></form>`,
  );

export const donePage = (message: string): Response => page("Sign in", `<h1>${escape(message)}</h1>`);

/** Sends the answer to the app by itself, as `response_mode=form_post` wants. */
export const postPage = (action: string, fields: Readonly<Record<string, string>>): Response =>
  page(
    "Working…",
    `<form name="hiddenform" method="post" action="${escape(action)}">${hidden(fields)}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`,
  );

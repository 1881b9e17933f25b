// The one module that loads msal, in a bundle of its own: reach it through `await import` and use `import type` elsewhere.
export { ConfidentialClientApplication, LogLevel, PublicClientApplication } from "@azure/msal-node";

/** Where VS Code says what to do about a secret storage that keeps nothing. */
export const keyringHelp = "https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues";

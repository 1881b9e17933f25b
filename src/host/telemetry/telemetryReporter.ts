// A bundle of its own, the largest dependency of the extension: built only when there is somewhere to send to.
export { TelemetryReporter } from "@vscode/extension-telemetry";

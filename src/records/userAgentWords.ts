/** The first that fits counts: most of them name others behind which they hide. */
const clients: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?(?:iOS)?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\bSamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\bFxiOS\/(\d+)/, "Firefox"],
  [/\bCriOS\/(\d+)/, "Chrome"],
  [/\bHeadlessChrome\/(\d+)/, "Chrome without a window, as programs use it"],
  [/\bChrome\/(\d+)/, "Chrome or a relative of it"],
  [/\bVersion\/(\d+)[\d.]* .*Safari\//, "Safari"],
  [/\bMSIE (\d+)|Trident\/.*rv:(\d+)/, "Internet Explorer"],
  [/\bpython-requests\/([\d.]+)/i, "a Python script (requests)"],
  [/\baiohttp\/([\d.]+)/i, "a Python script (aiohttp)"],
  [/\bPowerShell\/([\d.]+)/i, "PowerShell"],
  [/\bcurl\/([\d.]+)/i, "curl"],
  [/\bGo-http-client\/([\d.]+)/i, "a program in Go"],
  [/\bokhttp\/([\d.]+)/i, "a program on Android or the JVM (OkHttp)"],
  [/\baxios\/([\d.]+)/i, "a script in JavaScript (axios)"],
  [/\bnode(?:-fetch)?\/([\d.]+)/i, "a script in Node.js"],
  [/\bazurecli\/([\d.]+)|\bAZURECLI\/([\d.]+)/i, "Azure CLI"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows NT 10\.0/, "Windows 10 or 11"],
  [/Windows NT 6\.[1-3]/, "Windows 7 or 8"],
  [/iPhone OS (\d+)/, "iOS"],
  [/\bCPU OS (\d+)/, "iPadOS"],
  [/Android (\d+)/, "Android"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

function found(text: string, table: readonly (readonly [RegExp, string])[]): string | undefined {
  for (const [pattern, name] of table) {
    const match = pattern.exec(text);
    const version = match?.slice(1).find(Boolean);
    if (match) return version === undefined ? name : `${name} ${version}`;
  }
  return undefined;
}

const longest = 2_000;

/** `Edge 131 on Windows 10 or 11`: what a user agent says of itself, which anybody can write; `undefined` when nothing in it is known. */
export function userAgentWords(text: string): string | undefined {
  const own = text.slice(0, longest);
  const [client, system] = [found(own, clients), found(own, systems)];
  if (client === undefined) return system;
  return system === undefined ? client : `${client} on ${system}`;
}

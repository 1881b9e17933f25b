import { chance, guidOf, mix, pick } from "./random.ts";
import { offices, places } from "./places.ts";

export interface Person {
  readonly index: number;
  readonly id: string;
  readonly displayName: string;
  /** Lower case, as the service stores it. */
  readonly userPrincipalName: string;
  readonly department: string;
  readonly place: number;
  readonly guest: boolean;
  readonly admin: boolean;
  readonly device: Device;
  readonly phone: { readonly name: string; readonly system: string; readonly number: string };
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly browser: string;
  readonly userAgent: string;
  readonly managed: boolean;
}

/** Given names and surnames by office; `roman=written` where the script is another. */
const names = [
  "Emma Liam Olivia Noah Ava Mason Sofia Ethan Harper Logan|Anderson Miller Johnson Garcia Nguyen Carter Brooks Reed Patel Sullivan Hayes Foster",
  "Isabella James Mia Daniel Camila Marcus Chloe Andre Grace Victor|Rodriguez Cohen Williams Russo O'Brien Washington Rivera Klein Murphy Bennett Diaz Shaw",
  "Amelia Oliver Isla Harry Poppy George Freya Alfie Niamh Callum|Smith Taylor Davies Khan O'Connor Wright MacLeod Hughes Begum Ashworth Evans Clarke",
  "Anna Lukas Jürgen Lena Maximilian Sophie Felix Käthe Jonas Björn|Müller Schmidt Weiß Fischer Schäfer Wagner Becker Hoffmann König Yilmaz Krause Vogel",
  "Camille Hugo Amélie Louis Chloé Théo Inès François Manon Benoît|Dubois Lefèvre Moreau Garnier Rousseau Benali Pérez Fournier Girard Mercier Béranger Colin",
  "Zofia Jakub Łucja Paweł Małgorzata Tomasz Agnieszka Michał Ewa Krzysztof|Kowalska Nowak Wiśniewski Wójcik Kamińska Zieliński Dąbrowska Żak Szymański Mazur Król Wrona",
  "Aarav Priya Rohan Ananya Vikram Lakshmi Arjun Kavya Sanjay Meera|Sharma Iyer Reddy Nair Gupta Rao Banerjee Kulkarni Singh Menon Desai Bhat",
  "Hanako=花子 Taro=太郎 Yuki=雪 Kenji=健司 Sakura=桜 Haruto=陽翔 Aoi=葵 Ren=蓮 Mei=芽衣 Sora=空|Yamada=山田 Sato=佐藤 Suzuki=鈴木 Takahashi=高橋 Tanaka=田中 Watanabe=渡辺 Ito=伊藤 Nakamura=中村 Kobayashi=小林 Kato=加藤",
  "João Maria Thiago Beatriz Lucía Rafael Fernanda André Larissa Mateus|Silva Santos Gonçalves Araújo Oliveira Conceição Lima Costa Ferreira Almeida Rocha Magalhães",
].map((text) => text.split("|").map((list) => list.split(" ")) as [string[], string[]]);

const departments = ["Sales", "Engineering", "Marketing", "Finance", "Human Resources", "Operations", "Support", "IT", "Legal", "Research"];
const partners = ["fabrikam.com", "northwindtraders.com", "adatum.com", "outlook.com"];

const systems = ["Windows 11", "Windows 11", "Windows 10", "macOS 15.6.1", "Ubuntu 24.04"];
const platforms: Readonly<Record<string, string>> = {
  "Windows 11": "Windows NT 10.0; Win64; x64",
  "Windows 10": "Windows NT 10.0; Win64; x64",
  "macOS 15.6.1": "Macintosh; Intel Mac OS X 10_15_7",
  "Ubuntu 24.04": "X11; Linux x86_64",
};

const plain = (name: string): string =>
  name
    .replaceAll("ł", "l")
    .replaceAll("Ł", "L")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

const romanOf = (name: string): string => name.split("=")[0] as string;
const writtenOf = (name: string): string => name.split("=").at(-1) as string;

function deviceOf(index: number, key: number): Device {
  const system = pick(systems, key, 1);
  const edge = chance(key, 2) < 0.6;
  const version = 138 + (mix(key, 3) % 5);
  return {
    id: guidOf(index, 1, key),
    name: `${system.startsWith("mac") ? "MAC" : system.startsWith("U") ? "LNX" : "LAPTOP"}-${guidOf(index, 2, key).slice(0, 7).toUpperCase()}`,
    system,
    browser: `${edge ? "Edge" : "Chrome"} ${version}.0.0`,
    userAgent: `Mozilla/5.0 (${platforms[system]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36${edge ? ` Edg/${version}.0.0.0` : ""}`,
    managed: chance(key, 4) < 0.85,
  };
}

/** The company's people; the first one is who is signed in to the demo tenant. Every 31st is a guest. */
export function hire(seed: number, count: number): Person[] {
  const taken = new Set<string>();
  const shares = places.slice(0, offices).flatMap((site, index) => Array.from({ length: site.share }, () => index));
  return Array.from({ length: count }, (_, index) => {
    const key = mix(seed, index);
    const place = index === 0 ? 0 : pick(shares, key, 5);
    const [given, family] = names[place] as [string[], string[]];
    const first = index === 0 ? "Alex" : pick(given, key, 6);
    const last = index === 0 ? "Lindqvist" : pick(family, key, 7);
    const guest = index % 31 === 30;
    const name = index === 0 ? "alex" : `${plain(romanOf(first))}.${plain(romanOf(last))}`;
    const domain = guest ? pick(partners, key, 8) : "contoso.com";
    let userPrincipalName = `${name}@${domain}`;
    for (let number = 2; taken.has(userPrincipalName); number++) userPrincipalName = `${name}${number}@${domain}`;
    taken.add(userPrincipalName);
    const [surname, forename] = [writtenOf(last), writtenOf(first)];
    return {
      index,
      id: guidOf(index, 0, key),
      displayName: last.includes("=") ? `${surname} ${forename}` : `${forename} ${surname}`,
      userPrincipalName,
      department: index === 0 ? "IT" : pick(departments, key, 9),
      place,
      guest,
      admin: index % 29 === 0,
      device: deviceOf(index, key),
      phone: {
        name: chance(key, 10) < 0.5 ? "iPhone" : "Pixel 9",
        system: chance(key, 10) < 0.5 ? "Ios 18.6" : "Android 15",
        number: `+${1 + (mix(key, 11) % 98)} XXXXXXXX${String(mix(key, 12) % 100).padStart(2, "0")}`,
      },
    };
  });
}

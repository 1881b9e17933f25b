/** Where people are, with the office hours kept there. Coordinates in degrees, offset from UTC in hours. */
export interface Town {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly offset: number;
  readonly asn: number;
  /** Share of the company's people who work here. */
  readonly share: number;
}

const place = (
  city: string,
  state: string,
  country: string,
  latitude: number,
  longitude: number,
  offset: number,
  asn: number,
  share = 0,
): Town => ({
  city,
  state,
  country,
  latitude,
  longitude,
  offset,
  asn,
  share,
});

/** The company's offices, then (from `offices` on) places from which nobody of the company should come. */
export const places: readonly Town[] = [
  place("Seattle", "Washington", "US", 47.60357, -122.32945, -8, 64496, 22),
  place("New York", "New York", "US", 40.71455, -74.00714, -5, 64497, 12),
  place("London", "London, City of", "GB", 51.5064, -0.12721, 0, 64498, 14),
  place("Munich", "Bayern", "DE", 48.13641, 11.57753, 1, 64499, 16),
  place("Paris", "Paris", "FR", 48.85718, 2.34141, 1, 64500, 8),
  place("Warsaw", "Mazowieckie", "PL", 52.23537, 21.00951, 1, 64501, 6),
  place("Bengaluru", "Karnataka", "IN", 12.96618, 77.5869, 5.5, 64502, 12),
  place("Tokyo", "Tokyo", "JP", 35.68972, 139.69223, 9, 64503, 6),
  place("Sao Paulo", "Sao Paulo", "BR", -23.56287, -46.65468, -3, 64504, 4),
  place("Amsterdam", "Noord-Holland", "NL", 52.37312, 4.89319, 1, 64505),
  place("Lagos", "Lagos", "NG", 6.45306, 3.39583, 1, 64506),
  place("Chisinau", "Chisinau", "MD", 47.02686, 28.84155, 2, 64507),
];
export const offices = 9;

/** How busy an hour of the local day is; the average over a working day is 1. */
const hours = [
  0.05, 0.03, 0.03, 0.03, 0.05, 0.15, 0.5, 1.4, 2.7, 3, 2.6, 2.1, 1.4, 2, 2.4, 2.2, 1.6, 0.9, 0.5, 0.35, 0.3, 0.25, 0.15, 0.1,
].map((hour, _, all) => (hour * 24) / all.reduce((sum, weight) => sum + weight, 0));

/** How busy people are there at that time (ms since 1970): 1 on the average of a working day, little at weekends. */
export function activity(there: Town, time: number): number {
  const local = time + there.offset * 3_600_000;
  const day = Math.floor(local / 86_400_000);
  const weekday = (day + 4) % 7; // 1970-01-01 was a Thursday
  const hour = (local - day * 86_400_000) / 3_600_000;
  const at = Math.floor(hour);
  const here = hours[at] as number;
  const level = here + ((hours[(at + 1) % 24] as number) - here) * (hour - at);
  return weekday === 0 || weekday === 6 ? level * 0.12 : level;
}

/** Days of the calendar as numbers, by the proleptic Gregorian calendar; no clock is asked. */

/** Days of 400 years, after which the calendar repeats. */
const ERA = 146_097;

/** Number of a day such as `2026-11-21`: days since the first of March of the year 0. */
export function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const shifted = month <= 2 ? year - 1 : year;
  const months = (month + 9) % 12;
  return (
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    Math.floor((153 * months + 2) / 5) +
    date -
    1
  );
}

/** The day of a number, such as `2026-11-21`. */
export function dayAt(number: number): string {
  const era = Math.floor(number / ERA);
  const ofEra = number - era * ERA;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const months = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * months + 2) / 5) + 1;
  const month = months < 10 ? months + 3 : months - 9;
  const year = era * 400 + years + (month <= 2 ? 1 : 0);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

/** Day of the week of a number, 0 for Sunday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

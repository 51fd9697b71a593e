/** The seconds of a text such as `604800s`, the form that Google's APIs take; none for anything else. */
export function secondsOf(text: string | undefined): number | undefined {
  const number = /^(\d+(?:\.\d{1,9})?)s$/.exec(text ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

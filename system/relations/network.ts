import type { Relation } from "../relation";
import { quoted } from "../sentence";

/** The range all addresses come from, in which every region has a block of its own. */
export const privateRange: Relation = ({ network }) => {
  const range = network?.range;
  const message = range === undefined ? undefined : rangeProblem(range);
  return message === undefined
    ? []
    : [{ path: ["network", "range"], message: `${quoted(range ?? "")} ${message}` }];
};

function rangeProblem(range: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(range);
  const [first = 0, second = 0, third = 0, fourth = 0, prefix = 0] = (match ?? [])
    .slice(1)
    .map(Number);
  if (!match || Math.max(first, second, third, fourth) > 255 || prefix > 32) {
    return 'is not a range of IPv4 addresses; write one such as "10.0.0.0/8"';
  }
  if (first !== 10) return "is not inside 10.0.0.0/8, the private range it must be taken from";
  if (prefix < 8 || prefix > 12) {
    return `is too ${prefix < 8 ? "large" : "small"}; every region gets a block of it: /8 to /12`;
  }
  const network = second - (second % 2 ** (16 - prefix));
  return network === second && third === 0 && fourth === 0
    ? undefined
    : `has host bits set; did you mean "10.${network}.0.0/${prefix}"?`;
}

import { PAIR } from "./descriptions";
import type { Round, Scale, Scaled } from "./scenarios";
import { CPU, type Figure, MEMORY, ratioOf, type Series, series, seriesOf, WALL } from "./series";
import type { Row } from "./table";

/** The online bank's two stacks, beside the bare program and by themselves. */
export function bankRows(rounds: readonly Round[]): Row[] {
  const preview = rounds.map((round) => round.preview);
  const bare = rounds.map((round) => round.bare);
  const versus = (figure: Figure, aim?: string): Row[] => [
    row(`bank, bare program twice: ${figure.title}`, seriesOf(bare, figure), figure),
    {
      ...row(`bank, standby preview: ${figure.title}`, seriesOf(preview, figure), figure, aim),
      ratio: ratioOf(preview, bare, figure),
    },
  ];
  const ceiling = series(preview.map(({ memory }) => memory.ceiling));
  return [
    ...versus(WALL, "ratio below 1.5; 5 s on 2 cores"),
    ...versus(CPU),
    row("bank, standby preview: memory", seriesOf(preview, MEMORY), MEMORY, "below 400 MiB"),
    row("  sum of each process's own peak", ceiling, MEMORY),
  ];
}

/** Growth with the number of services: a ratio of 1 is proportional to the resources. */
export function growthRows(
  rounds: readonly Round[],
  scale: Scale,
  resources: Scaled<number>,
): Row[] {
  const aim = "within 1.2";
  return [WALL, CPU, MEMORY].flatMap((figure): Row[] => {
    const runs = ([0, 1, 2] as const).map((at) => rounds.map(({ scaled }) => scaled[at]));
    const [once = []] = runs;
    const absolute = runs.map((of, at): Row => {
      const [services, count] = [(scale[at] ?? 0) * PAIR, resources[at] ?? 0];
      const name = `${services} services, ${count} resources: ${figure.title}`;
      const ratio = ratioOf(of, once, figure) / (count / resources[0]);
      return { ...row(name, seriesOf(of, figure), figure), ...(at === 0 ? {} : { ratio, aim }) };
    });
    const slopes = rounds.map(({ scaled }) => slope(scaled, resources, figure));
    const [, more, most] = scale;
    const name = `  slope from ${more}x to ${most}x, over 1x to ${more}x`;
    return [...absolute, { name, ratio: series(slopes).median, aim }];
  });
}

/** Start-up is in neither difference, so that it can't hide what grows faster than the resources. */
function slope([once, more, most]: Round["scaled"], counts: Scaled<number>, { of }: Figure) {
  const last = (of(most) - of(more)) / (counts[2] - counts[1]);
  return last / ((of(more) - of(once)) / (counts[1] - counts[0]));
}

/** Reading alone, over reading the bank's own description: start-up is in all three. */
export function readRows(rounds: readonly Round[]): Row[] {
  const base = rounds.map((round) => round.readBank);
  const large = rounds.map((round) => round.readLarge);
  const refuse = rounds.map((round) => round.refuse);
  return [WALL, MEMORY].flatMap((figure) => [
    row(`reading the bank's description: ${figure.title}`, seriesOf(base, figure), figure),
    {
      ...row(`reading one of 900 KB: ${figure.title}`, seriesOf(large, figure), figure),
      ratio: ratioOf(large, base, figure),
    },
    {
      ...row(`refusing one of 10 MB: ${figure.title}`, seriesOf(refuse, figure), figure),
      ratio: ratioOf(refuse, base, figure),
    },
  ]);
}

function row(name: string, values: Series, { unit }: Figure, aim?: string): Row {
  return { name, unit, series: values, ...(aim === undefined ? {} : { aim }) };
}

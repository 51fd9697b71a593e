import type { Hit, Survival } from "../policy/survival/survive";
import { surprisesOf, titleOf } from "../policy/survival/surprise";

/** What the survival check came to, in one line. */
export function survivalLine(survival: Survival): string {
  const { tried, unnoticed, ends } = survival;
  const surprises = surprisesOf(survival).length;
  return (
    `${tried} losses tried: ${unnoticed} stop nothing, ${tried - unnoticed - ends} are survived by recovery, ` +
    `${ends} are not, ${surprises === 0 ? "all on purpose" : `${surprises} by surprise`}`
  );
}

/** What a system doesn't survive, and what brings back what stops for a while. */
export function survivalText(survival: Survival): string {
  const surprises = surprisesOf(survival);
  const chosen = grouped(survival.hits.filter(({ accepted }) => accepted !== undefined));
  const back = survival.hits.filter(({ outcome }) => outcome === "survives by recovery");
  return [
    `${survival.system}: ${survivalLine(survival)}`,
    ...section("doesn't survive, and nobody has decided that", grouped(surprises)),
    ...section("doesn't survive, on purpose", chosen),
    ...section("survives by recovery", grouped(back.filter((hit) => !isMade(hit)))),
    ...[madeAnew(back)].flatMap((names) =>
      names.length === 0
        ? []
        : ["  survives by recovery: pulumi refresh and up make it anew", `    ${names.join(", ")}`],
    ),
  ].join("\n");
}

function section(title: string, groups: readonly Group[]): string[] {
  if (groups.length === 0) return [];
  return [
    `  ${title}`,
    ...groups.flatMap(({ loss, what, because, accepted }) => [
      `    ${titleOf(loss)}: ${what.join(", ")}`,
      `      ${because}`,
      ...(accepted === undefined ? [] : [`      on purpose: ${accepted}`]),
    ]),
  ];
}

/** What one loss does to several services and stores at once. */
interface Group {
  readonly loss: Hit["loss"];
  readonly what: readonly string[];
  readonly because: string;
  readonly accepted?: string;
}

export function grouped(hits: readonly Hit[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { loss, what, because: said, accepted } of hits) {
    const because = ownReason(hits, said);
    const key = [titleOf(loss), accepted ?? because].join("\n");
    const group = groups.get(key);
    groups.set(key, {
      ...{ loss, because: group?.because ?? because, what: [...(group?.what ?? []), what] },
      ...(accepted === undefined ? {} : { accepted }),
    });
  }
  return [...groups.values()];
}

/** What a service says of its store, the store says as well. */
function ownReason(hits: readonly Hit[], because: string): string {
  const store = hits.find(({ what }) => because.startsWith(`${what}: `))?.what;
  return store === undefined ? because : because.slice(store.length + ": ".length);
}

export function isMade({ because }: Hit): boolean {
  return /pulumi refresh and up make .* anew$/.test(because);
}

export function madeAnew(hits: readonly Hit[]): readonly string[] {
  return [...new Set(hits.filter(isMade).map(({ loss }) => loss.name))];
}

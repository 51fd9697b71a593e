import type { Draft, Issue, Relation } from "../relation";
import { quoted } from "../sentence";
import { entries, repeated } from "./reference";

/** Enough regions to lose one. */
export const twoRegions: Relation = ({ regions }) => {
  const count = Object.keys(regions ?? {}).length;
  if (regions === undefined || count >= 2) return [];
  const message = `has ${count === 0 ? "no region" : "one region"}; the loss of a region takes two to survive: add one, with "state: planned" until it stands`;
  return [{ path: ["regions"], message }];
};

/** Home and primary are regions of the system, in a state that lets them be it. */
export const homeAndPrimary: Relation = (draft) => [
  ...oneOfTheRegions(draft, "home"),
  ...oneOfTheRegions(draft, "primary"),
  ...stateOf(draft, "home", ["standing", "lost"]),
  ...stateOf(draft, "primary", ["standing"]),
];

function oneOfTheRegions(draft: Draft, key: "home" | "primary"): Issue[] {
  const { regions, [key]: region } = draft;
  if (regions === undefined || region === undefined || Object.hasOwn(regions, region)) return [];
  const message = `${quoted(region)} is not one of the regions ${Object.keys(regions).join(", ")}`;
  return [{ path: [key], message }];
}

function stateOf(draft: Draft, key: "home" | "primary", allowed: readonly string[]): Issue[] {
  const { regions, [key]: region = "" } = draft;
  const state = regions?.[region]?.state;
  if (state === undefined || allowed.includes(state)) return [];
  const others = entries(regions).flatMap(([name, r]) => (r.state === "standing" ? [name] : []));
  const fix =
    others.length === 0
      ? `make ${region} standing`
      : `use ${others.join(" or ")}, or make ${region} standing`;
  return [
    { path: [key], message: `${quoted(region)} is ${state}, and the ${key} can't be; ${fix}` },
  ];
}

/** Somewhere the system runs. */
export const oneStands: Relation = ({ regions }) => {
  const states = Object.values(regions ?? {}).map((region) => region?.state);
  if (states.length === 0 || states.some((s) => s === undefined || s === "standing")) return [];
  return [{ path: ["regions"], message: "has none that is standing; at least one must be" }];
};

/** A zone counts once. */
export const distinctZones: Relation = ({ regions }) =>
  entries(regions).flatMap(([name, { zones = [] }]) =>
    repeated(zones).map(({ index, first }) => ({
      path: ["regions", name, "zones", index],
      message: `"${zones[index]}" is there already as zones[${first}]; a zone counts once`,
    })),
  );

import type { PolicyContext } from "../context";
import { keptOnPurpose } from "./anew";
import type { Loss } from "./loss";

/** All stands in one project: what takes that takes everything. */
export const PROJECT = {
  because: "every stack is in it, and so are the backups",
  accepted:
    "a second project would be a second system to keep alike. Background knowledge, unconfirmed: Google restores a deleted project for 30 days",
} as const;

/** Why a loss that something doesn't survive is lived with; none if nobody has decided that. */
export function acceptance(context: PolicyContext, loss: Loss, what: string): string | undefined {
  if (loss.resource) return keptOnPurpose(loss.resource);
  if (loss.kind === "product") {
    return loss.name.startsWith("global external")
      ? "there is one; Google runs it everywhere at once. An edge in the description puts a backup beside it"
      : "there is one; Google runs it in every region by itself, and callers have no other way";
  }
  return described(context, what) ?? (loss.kind === "region" ? unready(context) : undefined);
}

/** One zone alone is a choice of the description, and so is what hangs on it alone. */
function described({ situation }: PolicyContext, what: string): string | undefined {
  const { services } = situation;
  const users = services[what]
    ? [what]
    : Object.keys(services).filter((name) => services[name]?.stores.includes(what));
  const isChosen =
    users.length > 0 && users.every((name) => services[name]?.placement === "single-zone");
  if (!isChosen) return undefined;
  return services[what]
    ? "described in one zone alone"
    : `only ${users.join(", ")} uses it, which is described in one zone alone`;
}

/** As long as no other region stands there is none to go to. */
function unready({ situation }: PolicyContext): string | undefined {
  const [other] = Object.entries(situation.regions).filter(([, { state }]) => state !== "standing");
  if (!other) return undefined;
  const [region, { state }] = other;
  return state === "planned"
    ? `"${region}" is planned, and nothing refers to it yet; stand it up`
    : `"${region}" is lost; there is no other until it is back`;
}

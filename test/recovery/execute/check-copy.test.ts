import { checkCopy, shutDoor } from "../../../recovery/execute/check-copy";
import type { Context } from "../../../recovery/execute/context";
import { Hosts } from "../../../recovery/execute/hosts";
import { Rest } from "../../../recovery/execute/rest";

const ASKED = {
  kind: "sql.check",
  store: "accounts-db",
  instance: "bank-2",
  checks: [{ database: "accounts", query: "SELECT count(*)", least: 1 }],
} as const;

/** Cloud SQL with one instance, whose Data API answers as it is told. */
function cloudSql(answer: () => Response, isThere = true) {
  const doors: string[] = [];
  const fetch = (url: string, { method = "GET", body }: RequestInit = {}) => {
    if (!isThere) return Promise.resolve(new Response("{}", { status: 404 }));
    if (url.endsWith("/executeSql")) return Promise.resolve(answer());
    if (method === "PATCH") {
      const patch = JSON.parse(body as string) as { settings: { dataApiAccess: string } };
      doors.push(patch.settings.dataApiAccess);
    }
    const dataApiAccess = doors.at(-1) ?? "DISALLOW_DATA_API";
    return Promise.resolve(Response.json({ state: "RUNNABLE", settings: { dataApiAccess } }));
  };
  const clock = { now: () => 0, sleep: () => Promise.resolve(), beside: () => undefined };
  const authorize = () => Promise.resolve({});
  const rest = new Rest({
    fetch: fetch as typeof globalThis.fetch,
    authorize,
    clock,
    random: () => 0,
  });
  const verify = () => Promise.resolve("nobody is here to look");
  return { doors, context: { rest, hosts: new Hosts("p"), verify } as unknown as Context };
}

const [OPEN, SHUT] = ["ALLOW_DATA_API", "DISALLOW_DATA_API"];

describe("the door of a copy that is asked", () => {
  it.each<[string, () => Response, string]>([
    ["doesn't answer", () => new Response("gone", { status: 503 }), "gone"],
    ["refuses, and nobody looks", () => new Response("no", { status: 403 }), "nobody is here"],
    ["answers with no count", () => Response.json({}), "which is no count"],
  ])("is shut again where the Data API %s", async (_, answer, why) => {
    const { doors, context } = cloudSql(answer);
    expect(await checkCopy(ASKED, context)).toEqual({ again: true });
    await expect(checkCopy(ASKED, context)).rejects.toThrow(why);
    expect(doors).toEqual([OPEN, SHUT]);
  });

  it("is shut when nobody will ask any more, and left alone where it is or isn't", async () => {
    const open = cloudSql(() => Response.json({}));
    await checkCopy(ASKED, open.context);
    await shutDoor(open.context, "bank-2");
    await shutDoor(open.context, "bank-2");
    expect(open.doors).toEqual([OPEN, SHUT]);
    const gone = cloudSql(() => Response.json({}), false);
    await shutDoor(gone.context, "bank-2");
    expect(gone.doors).toEqual([]);
  });
});

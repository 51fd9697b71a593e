import { completeInside, insideOf } from "../../../recovery/execute/call-sql";
import { Hosts } from "../../../recovery/execute/hosts";
import { type Document, Refused, type Rest } from "../../../recovery/execute/rest";

const ACTION = {
  ...({ kind: "sql.complete", store: "accounts-db", instance: "bank-1" } as const),
  databases: ["accounts", "audit"],
  logins: ["web@bank.iam", "jobs@bank.iam"],
};

/** An instance that holds some of it, and refuses so many calls because it is busy. */
function instance(busy = 0) {
  const held: Record<string, string[]> = { databases: ["accounts"], users: ["web@bank.iam"] };
  const posted: Document[] = [];
  let left = busy;
  const ask = (method: string, url: string, { body }: { body?: Document } = {}) => {
    const what = held[url.slice(url.lastIndexOf("/") + 1)] ?? [];
    if (method === "GET") return Promise.resolve({ items: what.map((name) => ({ name })) });
    if (left > 0) {
      left -= 1;
      return Promise.reject(new Refused(409, "operationInProgress", "another operation"));
    }
    posted.push(body ?? {});
    what.push(String(body?.["name"]));
    return Promise.resolve({});
  };
  // Of the client, nothing else is asked for here.
  const calls = { rest: { ask } as unknown as Rest, hosts: new Hosts("bank-prod") };
  return { calls, posted };
}

describe("what an instance lacks inside", () => {
  it("is made, and nothing that is there", async () => {
    const { calls, posted } = instance();
    expect(await completeInside(ACTION, calls)).toEqual({});
    expect(posted).toEqual([
      { name: "audit" },
      { name: "jobs@bank.iam", type: "CLOUD_IAM_SERVICE_ACCOUNT" },
    ]);
    expect(await insideOf(calls, "bank-1")).toEqual({
      databases: ACTION.databases,
      logins: ACTION.logins,
    });
    await completeInside(ACTION, calls);
    expect(posted).toHaveLength(2);
  });

  it("is tried again while the instance does something else", async () => {
    const { calls, posted } = instance(1);
    expect(await completeInside(ACTION, calls)).toEqual({ again: true });
    expect(posted).toEqual([]);
    expect(await completeInside(ACTION, calls)).toEqual({});
    expect(posted).toHaveLength(2);
  });
});

import { dnsRoutes } from "../../../sandbox/rest/dns";
import { storageRoutes } from "../../../sandbox/rest/storage";
import { bucketNamed, insert } from "../../../sandbox/kinds/storage/objects";
import { resolve } from "../../../sandbox/traffic/names";
import { fresh, MINUTE, PROJECT, put } from "../kinds/fleet";
import { asker } from "./ask";

describe("Cloud Storage's API", () => {
  const UPLOAD = "/upload/storage/v1/b/journal/o?uploadType=media&name=";
  const bucket = () => {
    const { cloud } = fresh();
    put(cloud, "storage.Bucket", "US", "journal", {
      location: "US",
      versioning: { enabled: true },
    });
    return { cloud, ask: asker(cloud, [storageRoutes]) };
  };

  it("keeps a second operator out of a lease by its generation", async () => {
    const { ask } = bucket();
    const name = encodeURIComponent("recovery/lease");
    const taken = await ask("POST", `${UPLOAD}${name}&ifGenerationMatch=0`, "mine");
    expect(taken).toMatchObject({ status: 200, body: { name: "recovery/lease", size: "4" } });
    expect(await ask("POST", `${UPLOAD}${name}&ifGenerationMatch=0`, "theirs")).toMatchObject({
      status: 412,
      body: { error: { errors: [{ reason: "conditionNotMet" }] } },
    });
    const path = `/storage/v1/b/journal/o/${name}`;
    expect((await ask("GET", `${path}?alt=media`)).text).toBe("mine");
    expect((await ask("GET", path)).body.generation).toBe(taken.body.generation);
    expect((await ask("DELETE", `${path}?ifGenerationMatch=1`)).status).toBe(412);
    const mine = `ifGenerationMatch=${taken.body.generation}`;
    expect((await ask("DELETE", `${path}?${mine}`)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
    const back = await ask("POST", `${path}/restore?generation=${taken.body.generation}`);
    expect(back.status).toBe(200);
    expect((await ask("GET", `${path}?alt=media`)).text).toBe("mine");
  });

  it("copies what is large in calls of half a minute, each of which goes on with the one before", async () => {
    const { cloud, ask } = bucket();
    insert(cloud, bucketNamed(cloud, "journal"), { name: "all", content: "text", size: 15e9 });
    const path = "/storage/v1/b/journal/o/all/rewriteTo/b/journal/o/copy";
    const [begun, calls] = [cloud.now, [""]];
    for (let answer = await ask("POST", path); answer.body.done !== true;) {
      expect((await ask("GET", "/storage/v1/b/journal/o/copy")).status).toBe(404);
      calls.push(answer.body.rewriteToken as string);
      answer = await ask("POST", `${path}?rewriteToken=${calls.at(-1)}`);
    }
    expect([calls.length, cloud.now - begun]).toEqual([3, 75_000]); // five seconds each GB
    expect((await ask("GET", "/storage/v1/b/journal/o/copy?alt=media")).text).toBe("text");
  });

  it("lists what is current, what is old, by prefix", async () => {
    const { ask } = bucket();
    for (const name of ["a/1", "a/1", "b/1"]) await ask("POST", `${UPLOAD}${name}`, name);
    const count = async (query: string) =>
      ((await ask("GET", `/storage/v1/b/journal/o?${query}`)).body.items ?? []).length;
    expect([await count(""), await count("prefix=a/"), await count("versions=true")]).toEqual([
      2, 1, 3,
    ]);
    expect((await ask("POST", "/upload/storage/v1/b/journal/o?uploadType=resumable")).status).toBe(
      400,
    );
    expect((await ask("GET", "/storage/v1/b/none/o")).status).toBe(404);
  });
});

describe("Cloud DNS's API", () => {
  const ZONE = `/dns/v1/projects/${PROJECT}/managedZones/private`;
  const record = (data: string) => ({ name: "db.x.", type: "CNAME", ttl: 30, rrdatas: [data] });

  function zone() {
    const { cloud } = fresh();
    put(cloud, "dns.ManagedZone", "global", "private", { dnsName: "x.", visibility: "private" });
    return { cloud, ask: asker(cloud, [dnsRoutes]) };
  }

  it("changes a record in one piece, if it is as the caller believes", async () => {
    const { cloud, ask } = zone();
    const made = await ask("POST", `${ZONE}/changes`, { additions: [record("a.x.")] });
    expect(made.body).toMatchObject({ kind: "dns#change", status: "pending" });
    expect((await ask("POST", `${ZONE}/changes`, { additions: [record("b.x.")] })).status).toBe(
      409,
    );
    const wrong = { deletions: [record("z.x.")], additions: [record("b.x.")] };
    expect((await ask("POST", `${ZONE}/changes`, wrong)).status).toBe(412);
    const right = { deletions: [record("a.x.")], additions: [record("b.x.")] };
    const { body } = await ask("POST", `${ZONE}/changes`, right);
    cloud.advanceTo(cloud.now + MINUTE);
    expect((await ask("GET", `${ZONE}/changes/${body.id}`)).body.status).toBe("done");
    const { rrsets } = (await ask("GET", `${ZONE}/rrsets?name=db.x.&type=CNAME`)).body;
    expect(rrsets).toEqual([expect.objectContaining(record("b.x."))]);
    expect((await ask("POST", `${ZONE}/changes`, {})).status).toBe(400);
    await ask("POST", `${ZONE}/changes`, { deletions: [record("b.x.")] });
    expect((await ask("GET", `${ZONE}/rrsets`)).body.rrsets).toEqual([]);
  });

  it("patches one record set, which clients see when the change has reached the name servers", async () => {
    const { cloud, ask } = zone();
    const a = { name: "db.x.", type: "A", ttl: 1, rrdatas: ["10.0.0.2"] };
    await ask("POST", `${ZONE}/changes`, { additions: [a] });
    cloud.advanceTo(MINUTE);
    await ask("PATCH", `${ZONE}/rrsets/db.x./A`, { rrdatas: ["10.0.0.3"] });
    const client = { id: "c", region: "us-east1", inside: true };
    expect(resolve(cloud, client, "db.x")).toBe("10.0.0.2");
    cloud.advanceTo(2 * MINUTE);
    expect(resolve(cloud, client, "db.x")).toBe("10.0.0.3");
    expect((await ask("GET", `${ZONE}/rrsets/no.x./A`)).status).toBe(404);
  });
});

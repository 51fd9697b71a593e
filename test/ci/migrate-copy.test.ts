import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EPOCH } from "../../sandbox/clock";
import type { Cloud } from "../../sandbox/cloud";
import { CloudError } from "../../sandbox/error";
import { restFace } from "../../sandbox/rest/face";
import type { Route } from "../../sandbox/rest/route";
import { type RestServer, serve } from "../../sandbox/rest/server";
import { sqlRoutes } from "../../sandbox/rest/sql";
import {
  address,
  DAY,
  HOUR,
  MINUTE,
  PROJECT,
  rows,
  sqlCloud,
  writeRows,
  writerProperties,
} from "../sandbox/kinds/sql/fixtures";
import { cleanClone } from "./clean-clone";
import { StandIns } from "./stand-ins";

jest.setTimeout(120_000);

const WRITER = "online-bank-accounts-db-us-central1-1";

/** What an instance held when it was asked to run a file of SQL. */
interface Import {
  readonly on: "copy" | "writer";
  readonly rows: unknown;
  readonly beside: boolean;
}

/**
 * `gcloud sql` over the Admin API of the sandbox, whose instances copy and restore what they hold. Nobody
 * here knows SQL: an import says what the instance held, and fails if it is told to. Objects are a file.
 */
const GCLOUD = (api: string, there: string) => `
api="${api}/v1/projects/${PROJECT}/instances"; there="${there}"; touch "$there"
call() { curl -sf -o "$there.answer" -H 'content-type: application/json' "$@" || { echo "ERROR: refused" >&2; exit 1; }; }
case "$1 $2 $3" in
  "storage ls "*) grep -qxF "$3" "$there" ;;
  "storage cp "*) echo "$4" >> "$there" ;;
  "sql instances clone") call "$api/$4/clone" -d '{"cloneContext":{"destinationInstanceName":"'"$5"'","pointInTime":"'"$7"'"}}' ;;
  "sql instances describe") call "$api/$4"; echo copy@example.com ;;
  "sql instances patch") call -X PATCH "$api/$4" -d '{"settings":{"deletionProtectionEnabled":false}}' ;;
  "sql instances delete") call -X DELETE "$api/$4" ;;
  "sql import sql") call "$api/$4/import" -d '{}' ;;
esac`;

describe(".ci/migrate on databases of the sandbox", () => {
  const here = new StandIns();
  const clone = cleanClone(here.folder);
  const imports: Import[] = [];
  let cloud: Cloud;
  let server: RestServer;
  let isGood = false;
  let before: unknown;

  beforeAll(async () => {
    here.work(clone);
    mkdirSync(path.join(clone, "migrations/accounts-db"), { recursive: true });
    writeFileSync(
      path.join(clone, "migrations/accounts-db/0001-limits.sql"),
      "-- reviewed: Ada Example, 2026-11-21\nALTER TABLE accounts ADD COLUMN daily_limit bigint;\n",
    );
    cloud = sqlCloud();
    cloud.create(address(WRITER), writerProperties());
    cloud.settle();
    cloud.advanceTo(cloud.now + 2 * DAY);
    writeRows(cloud, WRITER, 1, 10);
    cloud.advanceTo(cloud.now + 10 * MINUTE);
    before = rows(cloud, WRITER);
    cloud.advanceTo(cloud.now + 3 * MINUTE);
    writeRows(cloud, WRITER, 11, 10);
    const imported: Route = {
      method: "POST",
      path: "/v1/projects/{project}/instances/{instance}/import",
      answer: ({ at }) => {
        const name = at["instance"] ?? "";
        const beside = cloud.find(`sql.DatabaseInstance:${PROJECT}/us-central1/${WRITER}`);
        const on = name === WRITER ? "writer" : "copy";
        imports.push({ on, rows: rows(cloud, name), beside: beside !== undefined });
        if (!isGood) throw new CloudError(400, "invalid", "column is there already");
        return { body: {} };
      },
    };
    const face = restFace({
      hold: (work) => {
        const done = work(cloud);
        cloud.advanceTo(cloud.now + HOUR); // gcloud waits for what it has begun
        return done;
      },
      tables: [[imported], sqlRoutes],
    });
    server = await serve(face);
    here.command("gcloud", GCLOUD(server.url, path.join(here.folder, "there")));
  });
  afterAll(async () => {
    await server.close();
    here.remove();
  });

  /** The script's five minutes are the sandbox's, not this machine's. */
  const migrate = () => {
    const asked = new Date(EPOCH + cloud.now - 5 * MINUTE).toISOString();
    here.command(
      "date",
      `case "$*" in *"minutes ago"*) echo ${asked} ;; *) exec /usr/bin/date "$@" ;; esac`,
    );
    return here.run(".ci/migrate", [], { PROJECT });
  };
  const instances = () => [...cloud.all("sql.DatabaseInstance")].map(({ name }) => name);

  it("tries it on what the database held five minutes ago, and leaves the writer alone if that fails", async () => {
    const held = rows(cloud, WRITER);
    const { code, out } = await migrate();
    expect(code).not.toBe(0);
    expect(out).toContain("trying it on a copy");
    expect(imports).toEqual([{ on: "copy", rows: before, beside: true }]);
    expect(before).not.toEqual(held);
    expect(rows(cloud, WRITER)).toEqual(held);
    expect(instances()).toEqual([WRITER]);
  });

  it("runs it on the writer once a copy has taken it, and leaves no copy behind", async () => {
    isGood = true;
    imports.length = 0;
    const { code, out } = await migrate();
    expect({ code, out: code === 0 ? "" : out }).toEqual({ code: 0, out: "" });
    expect(imports.map(({ on }) => on)).toEqual(["copy", "writer"]);
    expect(instances()).toEqual([WRITER]);
  });
});

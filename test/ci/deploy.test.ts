import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CORPUS } from "../policy/gate/corpus";
import { StandIns } from "./stand-ins";

// Each script starts standby once, and a loaded machine takes its time.
jest.setTimeout(120_000);

let here: StandIns;
beforeEach(() => {
  here = new StandIns();
  here.command("gcloud", `echo "ERROR: gs://x matched no objects" >&2; exit 1`);
});
afterEach(() => here.remove());

/** A CLI whose preview is one of the gate's corpus. */
function pulumi(preview: string, up = "exit 0"): void {
  const file = path.join(CORPUS, `${preview}.json`);
  here.command("pulumi", `case $1 in preview) cat "${file}" ;; up) ${up} ;; esac`);
}

const ups = () => here.calls().filter((call) => call.startsWith("pulumi up"));

describe(".ci/deploy", () => {
  it("deploys what the gate lets through, and copies the state out of reach", async () => {
    pulumi("online-bank.new-image.prod");
    here.command("gcloud", `[ "$2" = cp ] || { echo "matched no objects" >&2; exit 1; }`);
    const { code, out } = await here.run(".ci/deploy", ["prod"], {
      LEASE_BUCKET: "lease",
      EXPORT_BUCKET: "copies",
    });
    expect({ code, out }).toEqual({
      code: 0,
      out: "prod: 1 updated, 1 replaced\nmay be deployed\n",
    });
    expect(
      here
        .calls()
        .map((call) => call.replace(/ \/\S+| \d{8}T\S+/g, "").replace(/\d{8}T\d+Z/, "TIME")),
    ).toEqual([
      "gcloud storage cat gs://lease/lease.json",
      "gcloud storage cat gs://lease/frozen.json",
      "pulumi preview --stack prod --json --refresh --non-interactive --color never",
      "pulumi up --stack prod --refresh --yes --skip-preview --non-interactive --color never",
      "pulumi stack export --stack prod --file",
      "gcloud storage cp gs://copies/prod/TIME.json --quiet",
    ]);
  });

  it.each([
    ["online-bank.writer-deletable.prod", 1, "must not be deployed"],
    ["online-bank.broken-description.prod", 3, "can't be decided"],
  ])(
    "leaves everything alone where the gate doesn't let %s through",
    async (preview, status, says) => {
      pulumi(preview);
      const { code, out } = await here.run(".ci/deploy", ["prod"]);
      expect(code).toBe(status);
      expect(out).toContain(says);
      expect(ups()).toEqual([]);
    },
  );

  it("leaves everything alone while a recovery holds the lease, or nobody can say", async () => {
    pulumi("online-bank.new-image.prod");
    here.command(
      "gcloud",
      `if [[ $3 = *lease.json ]]; then echo '{"holder":"ada","plan":"failover us-east1"}'; fi`,
    );
    const held = await here.run(".ci/deploy", ["prod"], { LEASE_BUCKET: "lease" });
    expect(held.code).toBe(1);
    expect(held.out).toContain("ada is at work on failover us-east1");
    here.command("gcloud", `echo "ERROR: 503 backend error" >&2; exit 1`);
    const unknown = await here.run(".ci/deploy", ["prod"], { LEASE_BUCKET: "lease" });
    expect(unknown.code).not.toBe(0);
    expect(unknown.out).toContain("503");
    expect(ups()).toEqual([]);
  });

  it("passes a cancellation on to the CLI, and waits until it has recorded what it did", async () => {
    const [started, recorded] = ["started", "recorded"].map((name) => path.join(here.folder, name));
    const slow = `trap 'sleep 1; echo yes > "${recorded}"; exit 1' INT; echo x > "${started}"; for i in $(seq 600); do sleep 0.1; done`;
    pulumi("online-bank.new-image.prod", slow);
    const child = here.start(".ci/deploy", ["prod"]);
    while (!existsSync(started!)) await sleep(100);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(130);
    expect(readFileSync(recorded!, "utf8")).toBe("yes\n");
  });
});

describe(".ci/preview", () => {
  it("keeps the document of a preview that failed, and what was written where there is none", async () => {
    here.command("pulumi", `echo "error: no credentials" >&2; exit 255`);
    const { code } = await here.run(".ci/preview", ["prod", path.join(here.folder, "out")]);
    expect(code).toBe(255);
    const failed = path.join(here.folder, "out/failed-preview-prod.txt");
    expect(readFileSync(failed, "utf8")).toBe("error: no credentials\n");
  });
});

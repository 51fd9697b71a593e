import { newDescription, type NewSystem } from "../../system/new-description";
import { readTopology } from "../../topology/read";

const image = `europe-docker.pkg.dev/acme-prod/apps/web@sha256:${"1".repeat(64)}`;
const system = (changes: Partial<NewSystem> = {}): NewSystem => ({
  ...{ name: "acme-shop", domain: "shop.example.com", standby: "warm", peak: 300, image },
  home: { region: "europe-west1", zones: ["b", "c"] },
  other: { region: "europe-west4", zones: ["a", "b"] },
  ...{ email: "ops@example.com", database: true },
  ...changes,
});

describe("a new description", () => {
  it.each(
    (["cold", "warm", "hot"] as const).flatMap((standby) =>
      [true, false].map((database) => [standby, database] as const),
    ),
  )("is sound: %s, with a database: %s", (standby, database) => {
    const text = newDescription(system({ standby, database }));
    const { topology, problems } = readTopology({ path: "new.yaml", text }, "acme-prod");
    expect(problems).toBeUndefined();
    expect(topology?.primary).toBe("europe-west1");
    expect(Object.keys(topology?.system.data ?? {})).toEqual(database ? ["main-db"] : []);
  });

  it("leaves what is wrong with an answer to the loader", () => {
    const text = newDescription(system({ name: "Acme Shop", email: "nobody" }));
    const { problems } = readTopology({ path: "new.yaml", text }, "acme-prod");
    expect(problems?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["name", "people.operations.email"]),
    );
  });
});

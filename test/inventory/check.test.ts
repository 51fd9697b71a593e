import { apiRules } from "../../inventory/api-rules/index";
import { checkInventory } from "../../inventory/check";
import { backendService, group, network, subnetwork, template } from "./good";
import { bucket, writer } from "./good-data";
import { changed, fieldRules, inventory, resource } from "./scene";

describe("checkInventory", () => {
  it("is silent about a good inventory, and counts what it could see", () => {
    const account = resource("serviceaccount.Account", { accountId: "bank-web" });
    const component = resource("standby:index:Database", { tier: "big" }, { custom: false });
    const stack = resource("pulumi:pulumi:Stack", {}, { custom: false });
    const provider = resource("pulumi:providers:gcp", { project: "bank-prod" });
    const all = [network(), subnetwork(), writer(), bucket(), account, component, stack, provider];
    expect(checkInventory(inventory(all), fieldRules)).toEqual({
      findings: [],
      coverage: { full: 4, declared: 1, none: [] },
    });
  });

  it("names every kind that it knows nothing of, once", () => {
    const pod = (name: string) => resource("kubernetes:core/v1:Pod", {}, { name });
    const { findings, coverage } = checkInventory(inventory([pod("a"), pod("b")]), fieldRules);
    expect(coverage).toEqual({ full: 0, declared: 0, none: ["kubernetes:core/v1:Pod"] });
    expect(findings.map(({ severity, urn }) => [severity, urn.split("::").at(-1)])).toEqual([
      ["uncovered", "a"],
      ["uncovered", "b"],
    ]);
  });

  it("puts errors before warnings, then goes by resource and place", () => {
    const all = [
      resource("kubernetes:core/v1:Pod", {}),
      changed(template(), { name: "web", "disks.1": { boot: true } }),
      changed(group(), { baseInstanceName: "Web", "updatePolicy.maxSurgeFixed": 1 }),
    ];
    const { findings } = checkInventory(inventory(all), fieldRules);
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "error baseInstanceName",
      "error updatePolicy.maxSurgeFixed",
      "error disks[1].boot",
      "warning name",
      "uncovered ",
    ]);
  });

  it("doesn't depend on the order of resources", () => {
    const all = [
      changed(group(), { baseInstanceName: "Web" }),
      changed(backendService(), { loadBalancingScheme: undefined }),
      changed(bucket(), { rpo: "TURBO" }),
    ];
    const forward = checkInventory(inventory(all), fieldRules);
    expect(checkInventory(inventory([...all].reverse()), fieldRules)).toEqual(forward);
    expect(forward.findings).toHaveLength(3);
  });
});

describe("apiRules", () => {
  it("have an id each", () => {
    const ids = apiRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z-]+\/[a-z-]+$/.test(id))).toEqual([]);
  });

  it("stand on kinds that the field files know", () => {
    const kinds = new Set(apiRules.flatMap(({ kinds: own }) => own).filter((kind) => kind !== "*"));
    const strange = [...kinds].filter(
      (kind) =>
        fieldRules.covers(
          resource(kind.replace(/^(kubernetes:.+)\.(\w+)$/, "$1/v1:$2"), {}).type,
        ) === "none",
    );
    expect(strange).toEqual([]);
  });

  it("only warn of what nobody confirmed", () => {
    const strict = apiRules.filter(
      ({ source, severity }) => source === "unconfirmed" && severity === "error",
    );
    expect(strict).toEqual([]);
  });
});

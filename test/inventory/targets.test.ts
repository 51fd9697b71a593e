import { under } from "../../engine/embedded/deploy/targets";
import { targetFlags, targetsUnder } from "../../inventory/targets";

const GLOBAL = "standby:index:Global";
const urn = (chain: string, name = "online-bank") => `urn:pulumi:prod::standby::${chain}::${name}`;

/** As the CLI reads a pattern: pkg/resource/deploy/target.go of Pulumi. */
function matches(pattern: string, text: string): boolean {
  const quoted = (part: string) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const segments = pattern
    .split("**")
    .map((segment) => segment.split("*").map(quoted).join("[^:]*"));
  return new RegExp(`^${segments.join(".*")}$`).test(text);
}

describe("what the CLI takes for everything under a component", () => {
  it.each([
    urn(GLOBAL),
    urn(`${GLOBAL}$gcp:dns/managedZone:ManagedZone`),
    urn(`${GLOBAL}$standby:index:LoadBalancer$gcp:compute/backendService:BackendService`, "web"),
    urn(`standby:index:Other$${GLOBAL}$gcp:dns/recordSet:RecordSet`, "a"),
    urn("pulumi:pulumi:Stack", "standby-prod"),
    urn("standby:index:GlobalThing$gcp:dns/recordSet:RecordSet"),
    urn("standby:index:Region$gcp:compute/router:Router", "us-central1"),
    urn("pulumi:providers:gcp", "default_9_37_0"),
  ])("is what the embedded engine takes: %s", (each) => {
    const found = targetsUnder(GLOBAL).some((pattern) => matches(pattern, each));
    expect(found).toBe(under(GLOBAL)(each));
  });

  it("is quoted for a shell, which would take a dollar for a variable", () => {
    expect(targetFlags("--exclude", GLOBAL)).toBe(
      ` --exclude '**${GLOBAL}::**' --exclude '**${GLOBAL}$**'`,
    );
  });
});

import type { Service } from "../../system/schema/service";
import type { Plan, Step } from "../model";
import { inOrder } from "./order";
import { noticed } from "./people";
import { report } from "./report";
import { declared, known, type Setting } from "./setting";

type Dependency = Service["dependsOn"][number];

/** Something that services call is down: those that need it softly go on without, the rest waits. */
export function dependencyLoss(setting: Setting, name: string): Plan {
  const { services, system } = setting.topology;
  const callers = Object.entries(services).flatMap(([caller, { spec }]) =>
    spec.dependsOn
      .filter((one) => (one.service ?? one.external) === name)
      .map((one) => ({ caller, spec, one })),
  );
  const steps = callers.map(({ caller, spec, one }) =>
    one.as === "soft" ? degraded(caller, spec, one, name) : waiting(setting, caller, name),
  );
  return {
    system: system.name,
    verb: "degrade",
    event: "dependency-loss",
    of: name,
    title: `${name} is down: what can do without goes on without`,
    detection: noticed(setting, name),
    steps: inOrder([...steps, report(steps.map(({ id }) => id))]),
    loss: {},
    obligations: [],
  };
}

/** Until the caller gives up: all its attempts, each as long as it may take. */
function degraded(
  caller: string,
  spec: Service,
  { degraded: shown }: Dependency,
  name: string,
): Step {
  const { attempts, timeout } = spec.retries ?? { attempts: 1, timeout: 30 };
  const what = spec.retries
    ? `${attempts} attempts of ${timeout} seconds each`
    : "one attempt of 30 seconds, the load balancer's own limit; no retries are described";
  return {
    id: `degrades-${caller}`,
    title: `${caller} goes on without ${name}: ${shown ?? "what it shows meanwhile is not described"}`,
    needs: [],
    action: { kind: "wait", for: caller },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    automatic: true,
    takes: [{ ...declared("detect", attempts * timeout, caller, what), best: 0 }],
    restores: [caller],
  };
}

function waiting(setting: Setting, caller: string, name: string): Step {
  return {
    id: `waits-${caller}`,
    title: `Wait for ${name}: ${caller} can't work without it`,
    needs: [],
    action: { kind: "wait", for: name },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    automatic: true,
    takes: [known(setting, "execute", "dependency.outage", name, "its outage")],
    restores: [caller],
  };
}

import { z } from "zod";
import { store } from "../kinds/kinds";
import { kubernetes } from "./kubernetes";
import { objective, waiver } from "./objective";
import { service } from "./service";
import {
  address,
  byRegion,
  domain,
  form,
  money,
  name,
  named,
  percentage,
  positiveDuration,
  region as regionName,
  whole,
  zone,
} from "./values";

const region = z.strictObject({
  zones: z.array(zone()).min(1).describe("Letters, such as [a, b]"),
  state: z
    .enum(["planned", "standing", "lost"])
    .default("standing")
    .describe(
      "planned: its stack is still to come; lost: gone or not trusted, nothing refers to it",
    ),
});

const person = z.strictObject({
  email: z
    .email({ error: 'must be an address such as "oncall@example.com"' })
    .describe("Where alerts go"),
  pager: z
    .string()
    .optional()
    .describe(
      "Name of the secret in the stack's configuration (under `standby:`) that holds PagerDuty's integration key",
    ),
});

const escalation = z.strictObject({
  diagnosis: positiveDuration().describe("Time the engineer on call has before others are called"),
  decision: positiveDuration().describe("Time a person takes to decide on a failover"),
  then: z.array(name()).min(1).describe("Who is called next; of `people`"),
});

const monitoring = z.strictObject({
  deployer: z
    .email({ error: 'must be an address such as "deploy@my-project.iam.gserviceaccount.com"' })
    .optional()
    .describe("Account that deployments run as: what it changes alerts nobody"),
  heartbeat: name()
    .optional()
    .describe(
      "One of `people`: a dead man's switch outside of Google Cloud, which is mailed every 30 minutes while alerting works",
    ),
});

const external = z.strictObject({
  availability: percentage().describe("Share of a month in which it works, as its makers promise"),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address such as "https://status.example.com"' })
    .optional()
    .describe("Where its state can be seen"),
});

const edge = z.strictObject({
  route: z
    .enum(["front", "bypass", "backup"])
    .describe(
      "What users come in by. front: CDN, Cloud Armor and the global load balancer; bypass: past CDN and inspection; backup: a regional load balancer of its own",
    ),
  addresses: byRegion(address())
    .default({})
    .describe(
      "Of backup load balancers, by region, as its stack prints it; the home region's is known",
    ),
});

/** Each is checked along with the description, which should stay quick. */
export const MOST_OVERLAYS = 20;

/** Days of the week, the first of which is Google's 1. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export const system = z.strictObject({
  name: name().describe("Leads the names of all resources"),
  regions: byRegion(region).describe("Regions and their zones; one stack each"),
  home: regionName().describe("Its stack owns what has no region. Never changes."),
  primary: regionName().describe("Region that takes the writes"),
  standby: z
    .enum(["cold", "warm", "hot"])
    .describe("How ready the other regions are, and what they cost"),
  domain: domain().describe("Where users reach it"),
  edge: edge
    .optional()
    .describe("Other ways in, standing by; left out: there is only the load balancer"),
  hostImage: form(
    /^projects\/cos-cloud\/global\/images\/cos-[a-z0-9-]+$/,
    'must be one Container-Optimized OS image, such as "projects/cos-cloud/global/images/cos-121-18867-90-59"',
  )
    .optional()
    .describe(
      "Boots the services that run a container; one image, not a family, so that both regions are alike",
    ),
  encryption: z
    .enum(["google", "customer"])
    .default("google")
    .describe(
      "Who holds the keys of data at rest. customer: keys of the system's own in Cloud KMS. Decided before the first deployment: what holds data can't change it",
    ),
  keys: z
    .strictObject({
      rotation: positiveDuration()
        .prefault("90 days")
        .describe("Time after which a key gets a new version, at least a day"),
      generation: whole(1, 999)
        .default(1)
        .describe(
          "Part of the names of key rings, which stay taken for ever: one more where a system is deployed anew under its old name",
        ),
    })
    .prefault({})
    .describe("Keys of the system's own"),
  kubernetes: kubernetes
    .optional()
    .describe("What the clusters are made of, where a service runs on kubernetes"),
  network: z
    .strictObject({
      range: z
        .string()
        .default("10.0.0.0/8")
        .describe("Private range that all addresses are taken from: /8 to /12 inside 10.0.0.0/8"),
    })
    .default({ range: "10.0.0.0/8" })
    .describe("Private addresses"),
  maintenance: z
    .strictObject({
      day: z.enum(WEEKDAYS).describe("In UTC"),
      hour: whole(0, 23).describe("In UTC"),
    })
    .default({ day: "sunday", hour: 4 })
    .describe("When Google may restart what it manages"),
  revenue: z
    .strictObject({
      perHour: money().describe("What an hour without the system costs"),
      lostData: money()
        .optional()
        .describe("What an hour of lost data costs, of whichever store loses the most"),
    })
    .optional()
    .describe("What outages are weighed by"),
  people: named(person).default({}).describe("Who is alerted and asked; a person or a team"),
  escalation: escalation.optional().describe("How an alert goes on when nobody can mend it"),
  monitoring: monitoring
    .optional()
    .describe("How alerting knows who deploys, and is itself watched"),
  external: named(external).default({}).describe("Third parties that services depend on"),
  services: named(service).describe("What runs"),
  data: named(store).default({}).describe("What is stored"),
  objectives: z
    .array(objective)
    .default([])
    .describe("What loss is acceptable; the RPO and RTO table"),
  waivers: z
    .array(waiver)
    .default([])
    .describe("Rules that do not apply here, each with a reason and an end"),
  overlays: named(z.record(z.string(), z.unknown()))
    .default({})
    .refine((overlays) => Object.keys(overlays).length <= MOST_OVERLAYS, {
      error: `must have at most ${MOST_OVERLAYS} entries`,
    })
    .describe("Other environments: values that replace those above, merged by key"),
});
export type System = z.output<typeof system>;
export type Region = z.output<typeof region>;
export type StandbyMode = System["standby"];

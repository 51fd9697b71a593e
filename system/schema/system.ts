import { z } from "zod";
import { store } from "./data";
import { objective, waiver } from "./objective";
import { service } from "./service";
import { byRegion, money, name, named, percentage, positiveDuration } from "./values";

const region = z.strictObject({
  zones: z.array(z.string()).min(1).describe("Letters, such as [a, b]"),
  state: z
    .enum(["planned", "standing", "lost"])
    .default("standing")
    .describe(
      "planned: its stack is still to come; lost: gone or not trusted, nothing refers to it",
    ),
});

const person = z.strictObject({
  email: z.email({ error: 'must be an address such as "oncall@example.com"' }),
  pager: z.string().optional().describe("Name of the secret that holds the paging service's key"),
});

const escalation = z.strictObject({
  diagnosis: positiveDuration().describe("Time the engineer on call has before others are called"),
  decision: positiveDuration().describe("Time a person takes to decide on a failover"),
  then: z.array(name()).min(1).describe("Who is called next; of `people`"),
});

const external = z.strictObject({
  availability: percentage(),
  url: z.url().optional(),
});

export const system = z.strictObject({
  name: name().describe("Leads the names of all resources"),
  regions: byRegion(region).describe("Regions and their zones; one stack each"),
  home: z.string().describe("Its stack owns what has no region. Never changes."),
  primary: z.string().describe("Region that takes the writes"),
  standby: z
    .enum(["cold", "warm", "hot"])
    .describe("How ready the other regions are, and what they cost"),
  domain: z
    .string()
    .regex(/^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
      error: 'must be a DNS name in lower case without a final dot, such as "bank.example.com"',
    })
    .describe("Where users reach it"),
  hostImage: z
    .string()
    .regex(/^projects\/cos-cloud\/global\/images\/cos-[a-z0-9-]+$/, {
      error:
        'must be one Container-Optimized OS image, such as "projects/cos-cloud/global/images/cos-121-18867-90-59"',
    })
    .optional()
    .describe(
      "Boots the services that run a container; one image, not a family, so that both regions are alike",
    ),
  encryption: z
    .enum(["google", "customer"])
    .default("google")
    .describe("Who holds the keys of data at rest"),
  network: z
    .strictObject({
      range: z
        .string()
        .default("10.0.0.0/8")
        .describe("Private range that all addresses are taken from: /8 to /12 inside 10.0.0.0/8"),
    })
    .default({ range: "10.0.0.0/8" }),
  maintenance: z
    .strictObject({
      day: z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
      hour: z.int().min(0).max(23).describe("In UTC"),
    })
    .default({ day: "sunday", hour: 4 })
    .describe("When Google may restart what it manages"),
  revenue: z
    .strictObject({
      perHour: money(),
      lostData: money().optional().describe("Worth of one hour of lost data"),
    })
    .optional(),
  people: named(person).default({}),
  escalation: escalation.optional(),
  external: named(external).default({}).describe("Third parties that services depend on"),
  services: named(service),
  data: named(store).default({}),
  objectives: z.array(objective).default([]),
  waivers: z
    .array(waiver)
    .default([])
    .describe("Rules that do not apply here, each with a reason and an end"),
  overlays: named(z.record(z.string(), z.unknown()))
    .default({})
    .describe("Other environments: values that replace those above, merged by key"),
});
export type System = z.output<typeof system>;
export type Region = z.output<typeof region>;
export type StandbyMode = System["standby"];
